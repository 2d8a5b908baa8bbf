using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Overview;

/// <summary>How orders of the last 30 days ended.</summary>
internal static class Outcomes
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>Completed, of all that were sent and ended; <c>null</c> when none ended. What was refused or cancelled here was never sent.</summary>
    public static async Task<double?> SuccessRateAsync(IQueryable<DeviceRequest> requests, DateTimeOffset now, CancellationToken stop)
    {
        var from = now - Window;
        var ended = await requests
            .Where(r => r.ChangedAt >= from && (r.State == DeviceState.Completed || r.State == DeviceState.CompletedWithFindings || r.State == DeviceState.Failed))
            .GroupBy(r => r.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(stop);
        var all = ended.Sum(e => e.Count);
        return all == 0 ? null : (double)ended.Where(e => e.State == DeviceState.Completed).Sum(e => e.Count) / all;
    }

    /// <summary>From Intune's acceptance to proof, the middle of all that were proven; <c>null</c> when none was.</summary>
    public static async Task<TimeSpan?> MedianTimeToProofAsync(IQueryable<DeviceRequest> requests, DateTimeOffset now, CancellationToken stop)
    {
        var from = now - Window;
        var proven = await requests.Where(r => r.ProvenAt >= from && r.AcceptedAt != null).Select(r => new { r.AcceptedAt, r.ProvenAt }).ToListAsync(stop);
        var times = proven.Select(p => p.ProvenAt!.Value - p.AcceptedAt!.Value).Order().ToList();
        if (times.Count == 0)
            return null;
        var middle = times.Count / 2;
        return times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
