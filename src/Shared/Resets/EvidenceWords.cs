using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Resets;

/// <summary>How evidence is put into words, the same in notes, audit and tests.</summary>
public static class EvidenceWords
{
    /// <summary>What an empty list of primary users is called: it does not say why it is empty (rules.md).</summary>
    public const string NoPrimaryUser = "no primary user (shared, kiosk, bulk- or DEM-enrolled)";

    public const string NoOwner = "no owner";

    /// <summary>Minutes in UTC; <c>unknown</c> when there is none.</summary>
    public static string Time(DateTimeOffset? at) =>
        at?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) ?? "unknown";

    public static string PrimaryUsers(IReadOnlyList<Person> people) => People(people, NoPrimaryUser);

    public static string Owners(IReadOnlyList<Person> people) => People(people, NoOwner);

    public static string Change(string? was, string? isNow) => $"{was ?? "unknown"} → {isNow ?? "unknown"}";

    private static string People(IReadOnlyList<Person> people, string none)
    {
        ArgumentNullException.ThrowIfNull(people);
        return people.Count == 0 ? none : string.Join(", ", people.Select(p => p.Label));
    }
}
