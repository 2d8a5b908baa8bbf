using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches;

/// <summary>Moves a batch on when its devices have moved: <see cref="BatchState.Sent"/> when nothing is left to send, <see cref="BatchState.Finished"/> when every device is terminal.</summary>
public static class BatchProgress
{
    /// <summary>Called in the transaction that changed a request, after the change.</summary>
    public static async Task SettleAsync(ConsoleDbContext db, Guid batchId, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);

        // The questions below go to the database: it must know what this transaction has changed.
        await db.SaveChangesAsync(stop);
        var batch = await db.Batches.AsTracking().FirstAsync(b => b.Id == batchId, stop);
        if (batch.State == BatchState.Finished)
            return;
        var requests = db.Requests.Where(r => r.BatchId == batchId);
        if (!await requests.AnyAsync(r => r.State < DeviceState.Completed, stop))
            await FinishAsync(db, batch, now, stop);
        else if (batch.State != BatchState.Sent && !await requests.AnyAsync(r => r.State <= DeviceState.AwaitingTenantApproval, stop))
            Set(db, batch, BatchState.Sent);
    }

    private static async Task FinishAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        var counts = await db.Requests.Where(r => r.BatchId == batch.Id).GroupBy(r => r.State)
            .Select(g => new { State = g.Key, Count = g.Count() }).OrderBy(c => c.State).ToListAsync(stop);
        Set(db, batch, BatchState.Finished);
        var draft = new AuditDraft(AuditEvents.BatchFinished, null, $"Every device is settled: {string.Join(", ", counts.Select(c => $"{c.Count} {c.State}"))}.")
        {
            BatchId = batch.Id,
        };
        await AuditChain.AppendAsync(db, batch.Tenant, now, [draft], stop);
    }

    private static void Set(ConsoleDbContext db, Batch batch, BatchState state)
    {
        batch.State = state;
        batch.StateReason = null;
        batch.Version++;
        db.Announce(ChangeKind.Batch, batch.Id);
    }
}
