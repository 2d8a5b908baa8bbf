using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Console;

/// <summary>The inventory as one admin may see it, the sync that feeds it, and the selections made from it.</summary>
public interface IDeviceCatalogue
{
    Task<DevicePage> FindAsync(Admin admin, DeviceQuery query, int skip, int take, CancellationToken stop);

    /// <summary><c>null</c> when this admin's reads hold no such device.</summary>
    Task<DeviceDetail?> GetAsync(Admin admin, string key, CancellationToken stop);

    Task<InventoryStatus> StatusAsync(Admin admin, CancellationToken stop);

    /// <summary>Starts a sync in the background; answers at once. Refused while one is running.</summary>
    Task<Outcome<Done>> StartSyncAsync(Admin admin, CancellationToken stop);

    /// <summary>Entra groups whose name starts with or contains the text; read live.</summary>
    Task<Outcome<IReadOnlyList<GroupHit>>> FindGroupsAsync(Admin admin, string text, CancellationToken stop);

    /// <summary>Freezes a choice on the server. An empty, unreadable or unbounded choice is refused, never read as "all".</summary>
    Task<Outcome<Selection>> SelectAsync(Admin admin, Choice choice, CancellationToken stop);

    /// <summary>The selection with its first <see cref="Selection.FirstRows"/> devices and problems.</summary>
    Task<Selection?> GetSelectionAsync(Admin admin, Guid selectionId, CancellationToken stop);

    /// <summary>Some devices of a selection in its order, <see cref="Selection.FirstRows"/> at most, judged now; none where it is not this admin's.</summary>
    Task<IReadOnlyList<DeviceRow>> GetSelectedAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop);

    /// <summary>Some of a selection's problems in the order of the lines, <see cref="Selection.FirstRows"/> at most.</summary>
    Task<IReadOnlyList<SelectionProblem>> GetProblemsAsync(Admin admin, Guid selectionId, int skip, int take, CancellationToken stop);

    /// <summary>Every device of a selection as the inventory knows it, judged now; in the inventory's order, not the selection's.</summary>
    IAsyncEnumerable<InventoryDevice> JudgeSelectedAsync(Admin admin, Guid selectionId, OrderKind kind, CancellationToken stop);

    /// <summary>Puts devices at the end of a selection; those that it holds already stay where they are.</summary>
    Task<Outcome<Selection>> AddToSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop);

    Task<Outcome<Selection>> RemoveFromSelectionAsync(Admin admin, Guid selectionId, IReadOnlyCollection<string> keys, CancellationToken stop);
}

/// <summary>Filter and order of the devices page; all of it stands in the URL.</summary>
public sealed record DeviceQuery
{
    /// <summary>Substring of name, serial or user, case-insensitive.</summary>
    public string? Text { get; init; }

    public Verdict? Verdict { get; init; }
    public string? JoinType { get; init; }
    public string? OwnerType { get; init; }
    public bool? Autopilot { get; init; }
    public bool? Armed { get; init; }
    public DeviceSort Sort { get; init; } = DeviceSort.Name;
    public bool Descending { get; init; }
}

/// <summary>Columns by which the devices page can be sorted.</summary>
public enum DeviceSort { Name, Serial, Model, OsVersion, User, LastCheckIn, Verdict }

/// <summary>Some rows of the grid, and how many match in all.</summary>
public sealed record DevicePage(IReadOnlyList<DeviceRow> Rows, int Total);

/// <summary>One row of the grid. <see cref="Key"/> is stable: <c>i-</c> Intune id, <c>e-</c> Entra device id, <c>a-</c> Autopilot identity id, then the id.</summary>
public sealed record DeviceRow
{
    public required string Key { get; init; }
    public required string Name { get; init; }
    public string? Serial { get; init; }
    public string? Model { get; init; }
    public string? OsVersion { get; init; }

    /// <summary>"Entra joined", "hybrid joined", "registered", "unknown".</summary>
    public required string JoinType { get; init; }

    public string? OwnerType { get; init; }
    public string? User { get; init; }
    public DateTimeOffset? LastCheckIn { get; init; }
    public bool Autopilot { get; init; }
    public string? GroupTag { get; init; }
    public string? EnrollmentProfile { get; init; }
    public string? ManagedBy { get; init; }
    public bool? Encrypted { get; init; }
    public long? FreeStorageBytes { get; init; }
    public required Verdict Verdict { get; init; }
    public required IReadOnlyList<Reason> Reasons { get; init; }

    /// <summary>Set while an order of ours was accepted and not proven.</summary>
    public DateTimeOffset? ArmedSince { get; init; }

    /// <summary>Gone at the last full read by the same reader.</summary>
    public bool Missing { get; init; }
}

/// <summary>Everything of one device.</summary>
public sealed record DeviceDetail(DeviceRow Row, DeviceFacts Facts, Judgement Reset, Judgement Wipe, IReadOnlyList<RequestRow> Requests);

/// <summary>How old the inventory is and what the running sync does.</summary>
public sealed record InventoryStatus
{
    public DateTimeOffset? LastFullRead { get; init; }
    public int Devices { get; init; }
    public bool Running { get; init; }

    /// <summary>What is read now: "Intune devices", "Entra devices", "Autopilot identities", "joining".</summary>
    public string? Stage { get; init; }

    public int ReadSoFar { get; init; }

    /// <summary>Why the last sync did not complete; the older inventory stays.</summary>
    public string? LastError { get; init; }

    /// <summary>"the application" or the admin whose reads these are.</summary>
    public required string Reader { get; init; }
}

/// <summary>An Entra group found by name.</summary>
public sealed record GroupHit(string Id, string Name, string? Description);

/// <summary>How devices were chosen. There is no "everything".</summary>
public abstract record Choice
{
    private Choice() { }

    /// <summary>Devices ticked one by one, by <see cref="DeviceRow.Key"/>.</summary>
    public sealed record Keys(IReadOnlyCollection<string> DeviceKeys) : Choice;

    /// <summary>All that match a filter; refused when the filter is empty. <paramref name="ExpectedCount"/> is the number the admin was shown.</summary>
    public sealed record Matching(DeviceQuery Query, int ExpectedCount) : Choice;

    /// <summary>All that match a saved filter as it stands now; refused when it cannot be read.</summary>
    public sealed record Saved(Guid FilterId) : Choice;

    /// <summary>The frozen list of a schedule's draft, by anybody who may act; refused once its time has come, and when it became a batch.</summary>
    public sealed record Draft(Guid DraftId) : Choice;

    /// <summary>Devices that are transitive members of an Entra group, read live.</summary>
    public sealed record Group(string GroupId, string GroupName) : Choice;

    /// <summary>
    /// Devices whose primary user is a transitive member of an Entra group; group and primary users are read live. Only devices that Intune's list records for a member are
    /// asked about.
    /// </summary>
    public sealed record GroupUsers(string GroupId, string GroupName) : Choice;

    /// <summary>Serials, names, Intune or Entra ids, one a line, as pasted or scanned.</summary>
    public sealed record Pasted(string Text) : Choice;
}

/// <summary>A frozen choice kept on the server.</summary>
/// <param name="Devices">The first <see cref="FirstRows"/> of them; <see cref="Total"/> says how many there are.</param>
/// <param name="Problems">The first <see cref="FirstRows"/> of them; <see cref="ProblemTotal"/> says how many there are.</param>
public sealed record Selection(Guid Id, string Source, IReadOnlyList<DeviceRow> Devices, IReadOnlyList<SelectionProblem> Problems)
{
    /// <summary>Rows that come with a selection, and at most with one page of it.</summary>
    public const int FirstRows = 500;

    /// <summary>Devices that one selection may hold; as many lines may be pasted.</summary>
    public const int MostDevices = 100_000;

    private readonly int? _total, _problems;

    public int Total { get => _total ?? Devices?.Count ?? 0; init => _total = value; }
    public int ProblemTotal { get => _problems ?? Problems.Count; init => _problems = value; }

    /// <summary>The schedule's draft that it was taken from; one draft becomes one batch at most.</summary>
    public Guid? DraftId { get; init; }
}

/// <summary>A line that did not point at exactly one device: listed, never guessed.</summary>
/// <param name="Line">1-based line number; 0 where the choice had no lines.</param>
public sealed record SelectionProblem(int Line, string Text, string Why, IReadOnlyList<DeviceRow> Candidates);
