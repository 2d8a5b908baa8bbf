namespace AutopilotReset.Shared.Console;

/// <summary>Kill switch, protected and held devices, and what this console may do in this tenant.</summary>
public interface IGuardRoom
{
    Task<Guards> GetAsync(Admin admin, CancellationToken stop);

    /// <summary>
    /// Stops all sending in the tenant at once, or asks for it to be allowed again; a second person who does the same allows it. To stop what is stopped already says no to
    /// whoever asked. A reason is required.
    /// </summary>
    Task<Outcome<Done>> SetKillSwitchAsync(Admin admin, bool on, string reason, CancellationToken stop);

    Task<Outcome<Done>> AddEntryAsync(Admin admin, GuardEntry entry, CancellationToken stop);

    /// <summary>Asks for an entry to be removed; a second person who does the same removes it. A reason is required.</summary>
    Task<Outcome<Done>> RemoveEntryAsync(Admin admin, Guid entryId, string reason, CancellationToken stop);

    /// <summary>
    /// Tightens one of the guards' numbers at once, or asks for it to be loosened; a second person who wants the same loosens it. To want it as it is says no to whoever asked. A
    /// reason is required.
    /// </summary>
    Task<Outcome<Done>> ChangeNumberAsync(Admin admin, NumberWish wish, string reason, CancellationToken stop);

    /// <summary>Roles, consents and scopes, each tried now: works, missing, how to fix.</summary>
    Task<IReadOnlyList<Capability>> CheckCapabilitiesAsync(Admin admin, CancellationToken stop);
}

/// <summary>Whether all sending is stopped, by whom, why and since when.</summary>
public sealed record KillSwitch(bool On, string? Reason, string? By, DateTimeOffset? Since)
{
    /// <summary>Somebody asked for sending to be allowed again.</summary>
    public AskedLoosening? OffAsked { get; init; }
}

/// <summary>A guard is to be loosened, which a second person has to want as well.</summary>
/// <param name="ByYou">Whoever looks asked for it, and is no second person.</param>
public sealed record AskedLoosening(string By, DateTimeOffset At, string Because, bool ByYou);

/// <summary>Which list an entry stands on: protected devices, or those held as evidence.</summary>
public enum GuardList { Protected, Held }

/// <summary>What an entry names.</summary>
public enum GuardEntryKind { Serial, Name, Group, DeviceId }

/// <param name="Value">Serial, name, Entra group id, or Intune/Entra device id.</param>
public sealed record GuardEntry(Guid Id, GuardList List, GuardEntryKind Kind, string Value, string? Label, string Reason, string AddedBy, DateTimeOffset AddedAt)
{
    /// <summary>Somebody asked for its removal.</summary>
    public AskedLoosening? RemovalAsked { get; init; }
}

/// <summary>Everything that holds sending back here, and which tenant this is.</summary>
public sealed record Guards
{
    public required KillSwitch KillSwitch { get; init; }
    public required IReadOnlyList<GuardEntry> Entries { get; init; }

    /// <summary>Every number that may be changed here, as it holds now.</summary>
    public required IReadOnlyList<ShownNumber> Numbers { get; init; }

    /// <summary>Why the numbers cannot be read, so that nothing is sent; those shown are the configuration's then. <c>null</c>: they can.</summary>
    public string? NumbersProblem { get; init; }

    public required int SentLast24Hours { get; init; }
    public required int SentLastHour { get; init; }

    public required int SendsPerMinute { get; init; }
    public required int ConfirmationValidHours { get; init; }

    public required int ApprovalValidHours { get; init; }

    /// <summary>Minutes after its start within which a batch still begins by itself.</summary>
    public required int StartGraceMinutes { get; init; }

    /// <summary>Hours after which one person alone loosens a guard, where nobody else uses the console.</summary>
    public required int LoosenAloneAfterHours { get; init; }

    public string? TicketPattern { get; init; }

    /// <summary>Letters or digits that a reason or justification must have.</summary>
    public required int ReasonMinLength { get; init; }

    public required string TenantId { get; init; }
    public required string Cloud { get; init; }
    public required string DeploymentId { get; init; }
    public required string Version { get; init; }
}

/// <param name="HowToFix"><c>null</c> when it works.</param>
public sealed record Capability(string Area, string What, HealthState State, string Text, string? HowToFix);
