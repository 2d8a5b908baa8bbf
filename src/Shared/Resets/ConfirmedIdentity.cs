using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>
/// What an admin saw when confirming a device. Re-read just before the POST; any change refuses the device and names old → new (rules.md, invariant 6).
/// </summary>
public sealed record ConfirmedIdentity
{
    public required string ManagedDeviceId { get; init; }
    public required string EntraDeviceId { get; init; }
    public required string Name { get; init; }
    public string? Serial { get; init; }
    public string? TrustType { get; init; }
    public string? PrimaryUserId { get; init; }
    public string? OwnerId { get; init; }
    public string? OwnerType { get; init; }
    public DateTimeOffset? EnrolledAt { get; init; }
    public string? ManagementState { get; init; }
    public string? ManagementAgent { get; init; }
    public bool? AccountEnabled { get; init; }
    public ActionResult? LatestAction { get; init; }

    /// <summary>Takes the identity from a live read. <see cref="DeviceFacts.Holders"/> must have been read.</summary>
    public static ConfirmedIdentity From(DeviceFacts facts)
    {
        var holders = facts.Holders ?? throw new ArgumentException("Primary user and owner were not read.", nameof(facts));
        return new ConfirmedIdentity
        {
            ManagedDeviceId = facts.ManagedDeviceId ?? throw new ArgumentException("No Intune record.", nameof(facts)),
            EntraDeviceId = facts.EntraDeviceId ?? throw new ArgumentException("No Entra device id.", nameof(facts)),
            Name = facts.Name,
            Serial = facts.Serial,
            TrustType = facts.Entra?.TrustType,
            PrimaryUserId = Ids(holders.PrimaryUsers),
            OwnerId = Ids(holders.Owners),
            OwnerType = facts.OwnerType,
            EnrolledAt = facts.EnrolledAt,
            ManagementState = facts.ManagementState,
            ManagementAgent = facts.ManagementAgent,
            AccountEnabled = facts.Entra?.AccountEnabled,
            LatestAction = facts.ActionResults.OrderByDescending(a => a.StartedAt).ThenBy(a => a.Name, StringComparer.Ordinal).FirstOrDefault(),
        };
    }

    /// <summary>Every difference, as <c>name "OLD" → "NEW"</c>, a missing value as <c>nothing</c>; empty when the device is as it was confirmed.</summary>
    public IReadOnlyList<string> DifferencesTo(ConfirmedIdentity now)
    {
        var differences = new List<string>();
        Compare("Intune id", ManagedDeviceId, now.ManagedDeviceId);
        Compare("Entra device id", EntraDeviceId, now.EntraDeviceId);
        Compare("name", Name, now.Name);
        Compare("serial", Serial, now.Serial);
        Compare("join type", TrustType, now.TrustType);
        Compare("primary user", PrimaryUserId, now.PrimaryUserId);
        Compare("owner", OwnerId, now.OwnerId);
        Compare("owner type", OwnerType, now.OwnerType);
        Compare("enrolment date", EnrolledAt, now.EnrolledAt);
        Compare("management state", ManagementState, now.ManagementState);
        Compare("management agent", ManagementAgent, now.ManagementAgent);
        Compare("account enabled", AccountEnabled, now.AccountEnabled);
        Compare("latest action", LatestAction, now.LatestAction);
        return differences;

        void Compare<T>(string what, T was, T isNow)
        {
            if (!EqualityComparer<T>.Default.Equals(was, isNow))
                differences.Add($"{what} {Written(was)} → {Written(isNow)}");
        }
    }

    private static string Written<T>(T value) => value switch
    {
        null => "nothing",
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ActionResult action => $"\"{action.Name} {action.State}\" ({Written(action.StartedAt)}, updated {Written(action.UpdatedAt)})",
        _ => $"\"{value}\"",
    };

    private static string? Ids(IReadOnlyList<Person> people) =>
        people.Count == 0 ? null : string.Join(',', people.Select(p => p.Id).Order(StringComparer.Ordinal));
}
