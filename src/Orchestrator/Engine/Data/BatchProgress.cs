using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Moves a batch to Sent when nothing is left to send, and to Finished when every device is terminal.</summary>
public static class BatchProgress
{
    private static readonly DeviceState[] MaySend = [DeviceState.Planned, DeviceState.Sending, DeviceState.Throttled, DeviceState.AwaitingTenantApproval];

    private static readonly DeviceState[] OpenStates = [.. DeviceStates.All.Where(s => s.IsOpen())];

    /// <summary>Call it in the transaction that changed a request, after the change.</summary>
    public static async Task SettleAsync(ConsoleDbContext db, Guid batchId, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.SaveChangesAsync(stop);
        var batch = await db.Batches.SingleAsync(b => b.Id == batchId, stop);
        if (batch.State == BatchState.Finished || await AnyAsync(MaySend))
            return;

        if (!await AnyAsync(OpenStates))
            await BatchLedger.ChangeAsync(db, batch, BatchState.Finished, AuditEvents.BatchFinished, null, await SumAsync(db, batchId, stop), now, stop);
        else if (batch.State != BatchState.Sent)
            await BatchLedger.ChangeAsync(db, batch, BatchState.Sent, AuditEvents.BatchSent, null, "Nothing is left to send.", now, stop);

        // A seek per state along the index: this runs for every device that ends, and may not grow with the batch.
        async Task<bool> AnyAsync(IEnumerable<DeviceState> states)
        {
            foreach (var state in states)
            {
                if (await db.Requests.AnyAsync(r => r.BatchId == batchId && r.State == state, stop))
                    return true;
            }

            return false;
        }
    }

    private static async Task<string> SumAsync(ConsoleDbContext db, Guid batchId, CancellationToken stop)
    {
        var counts = await db.Requests.Where(r => r.BatchId == batchId).GroupBy(r => r.State)
            .Select(g => new { State = g.Key, Count = g.Count() }).OrderBy(c => c.State).ToListAsync(stop);
        return $"Every device is settled: {string.Join(", ", counts.Select(c => $"{c.Count} {c.State}"))}.";
    }

}
