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
        var proven = requests.Where(r => r.SecondsToProof != null && r.ProvenAt >= from);
        var count = await proven.CountAsync(stop);
        if (count == 0)
            return null;
        var middle = await proven.OrderBy(r => r.SecondsToProof).Select(r => r.SecondsToProof!.Value).Skip((count - 1) / 2).Take(2 - (count % 2)).ToListAsync(stop);
        return TimeSpan.FromSeconds(middle.Average());
    }
}
