using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Web.Features.Resets.Request;

/// <summary>One fact as it was before the order and as it was last read.</summary>
/// <param name="After"><c>null</c> where it was not read.</param>
internal sealed record EvidenceLine(string What, string? Before, string? After)
{
    private const string Nobody = "nobody";

    /// <summary>Read both times, and different: only this counts as evidence (rules.md).</summary>
    public bool Differs => After is not null && !string.Equals(Before, After, StringComparison.Ordinal);

    /// <param name="exact">Writes a time with its zone.</param>
    public static IReadOnlyList<EvidenceLine> Of(Snapshot before, Observation? after, Func<DateTimeOffset, string> exact)
    {
        // A record that is gone has no facts any more; the page says that it is gone.
        var now = after is { RecordExists: true } ? after : null;
        string? Time(DateTimeOffset? at) => at is { } time ? exact(time) : "never";
        return
        [
            new("Primary user", People(before.Holders.PrimaryUsers), now?.Holders is { } h ? People(h.PrimaryUsers) : null),
            new("Owner", People(before.Holders.Owners), now?.Holders is { } o ? People(o.Owners) : null),
            new("Last check-in", Time(before.LastCheckIn), now is null ? null : Time(now.LastCheckIn)),
            new("Enrolled", Time(before.EnrolledAt), now is null ? null : Time(now.EnrolledAt)),
            new("Management state", before.ManagementState ?? "unknown", now is null ? null : now.ManagementState ?? "unknown"),
            new("Actions in Intune", Actions(before.ActionResults, exact), now is null ? null : Actions(now.ActionResults, exact)),
        ];
    }

    private static string People(IReadOnlyList<Person> people) => people.Count == 0 ? Nobody : string.Join(", ", people.Select(p => p.Label));

    private static string Actions(IReadOnlyList<ActionResult> actions, Func<DateTimeOffset, string> exact) => actions.Count == 0
        ? "none"
        : string.Join("; ", actions.Select(a => $"{a.Name} {a.State}{((a.UpdatedAt ?? a.StartedAt) is { } at ? $" {exact(at)}" : "")}"));
}
