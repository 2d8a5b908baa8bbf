using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tracking.Sweeps;

/// <summary>Whether a listed device differs from what its request knows of it. Pure.</summary>
internal static class Movement
{
    /// <summary>
    /// Times count only forward, since a list may lag behind a single read; of action results only what is not known yet, since a list may leave them out.
    /// </summary>
    /// <param name="before">Snapshot before the order.</param>
    /// <param name="latest">The last single read; <c>null</c> before the first.</param>
    /// <param name="listed">As the list has it now.</param>
    public static bool IsSeen(Snapshot? before, Observation? latest, ListedDevice listed)
    {
        var (checkIn, enrolled, state, results) = latest is { RecordExists: true }
            ? (latest.LastCheckIn, latest.EnrolledAt, latest.ManagementState, latest.ActionResults)
            : (before?.LastCheckIn, before?.EnrolledAt, before?.ManagementState, before?.ActionResults ?? []);
        return IsLater(listed.LastCheckIn, checkIn) || IsLater(listed.EnrolledAt, enrolled)
            || (listed.ManagementState is { } now && !string.Equals(now, state, StringComparison.OrdinalIgnoreCase))
            || listed.ActionResults.Any(r => !results.Contains(r));
    }

    private static bool IsLater(DateTimeOffset? listed, DateTimeOffset? known) => listed is { } time && (known is null || time > known);
}
