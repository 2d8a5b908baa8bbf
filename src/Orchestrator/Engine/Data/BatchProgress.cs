using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Moves a batch to Sent when nothing is left to send, and to Finished when every device is terminal.</summary>
public static class BatchProgress
{
    /// <summary>Call it in the transaction that changed a request, after the change.</summary>
    public static async Task SettleAsync(ConsoleDbContext db, Guid batchId, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.SaveChangesAsync(stop);
        var states = await db.Requests.Where(r => r.BatchId == batchId).Select(r => r.State).Distinct().ToListAsync(stop);
        var batch = await db.Batches.SingleAsync(b => b.Id == batchId, stop);
        if (batch.State == BatchState.Finished || states.Exists(MaySend))
            return;

        if (states.TrueForAll(s => s.IsTerminal()))
            await BatchLedger.ChangeAsync(db, batch, BatchState.Finished, AuditEvents.BatchFinished, null, await SumAsync(db, batchId, stop), now, stop);
        else if (batch.State != BatchState.Sent)
            await BatchLedger.ChangeAsync(db, batch, BatchState.Sent, AuditEvents.BatchSent, null, "Nothing is left to send.", now, stop);
    }

    private static async Task<string> SumAsync(ConsoleDbContext db, Guid batchId, CancellationToken stop)
    {
        var counts = await db.Requests.Where(r => r.BatchId == batchId).GroupBy(r => r.State)
            .Select(g => new { State = g.Key, Count = g.Count() }).OrderBy(c => c.State).ToListAsync(stop);
        return $"Every device is settled: {string.Join(", ", counts.Select(c => $"{c.Count} {c.State}"))}.";
    }

    private static bool MaySend(DeviceState state) =>
        state is DeviceState.Planned or DeviceState.Sending or DeviceState.Throttled or DeviceState.AwaitingTenantApproval;
}
