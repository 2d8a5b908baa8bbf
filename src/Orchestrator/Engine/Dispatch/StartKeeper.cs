using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Says so where a batch's start was missed, or where it cannot be read when it may be sent: the batch is paused and a person asked. Done by the holder of the lease.
/// The condition of every send does not rest on it: while nobody keeps starts, nothing begins late.
/// </summary>
internal sealed partial class StartKeeper(
    ConsoleDatabase database, DispatchHold hold, TenantIdentity tenant, IOptions<GuardOptions> options, TimeProvider time, ILogger<StartKeeper> log)
{
    /// <param name="token">The hold under which this is done.</param>
    /// <param name="stop">Cancels.</param>
    public async Task KeepAsync(long token, CancellationToken stop)
    {
        var timed = await database.ReadAsync(db => db.Batches.AsNoTracking()
            .Where(b => b.Tenant == tenant.TenantId && (b.State == BatchState.Running || b.State == BatchState.Paused) && (b.Timing != null || b.SendsFrom != null)).ToListAsync(stop));
        foreach (var batch in timed.Where(b => Stops(b) is not null))
        {
            try
            {
                await AskAsync(batch.Id, token, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogNotKept(failure, batch.Id);
            }
        }
    }

    private Task AskAsync(Guid batchId, long token, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var batch = await db.Batches.SingleAsync(b => b.Id == batchId, stop);
        if (Stops(batch) is not var (missed, why) || !await hold.IsOursAsync(db, token, stop))
            return;
        if (missed)
            await BatchLedger.MissStartAsync(db, batch, why, time.GetUtcNow(), stop);
        else
            await BatchLedger.PauseAsync(db, batch, null, why, time.GetUtcNow(), stop);
    }, stop);

    /// <summary>Why a person has to be asked who has not been; <c>null</c>: nothing is to be done.</summary>
    private (bool Missed, string Why)? Stops(Batch batch) => Timings.Refuse(batch, options.Value, time.GetUtcNow()) switch
    {
        { Code: Timings.Missed } missed when batch is { StartMissedAt: null, State: BatchState.Running or BatchState.Paused } => (true, missed.Message),
        { Code: Timings.NotYet or Timings.Missed } or null => null,
        var unreadable => batch.State == BatchState.Running ? (false, unreadable.Message) : null,
    };

    [LoggerMessage(2014, LogLevel.Error, "The start of batch {BatchId} could not be judged; it does not begin late")]
    private partial void LogNotKept(Exception failure, Guid batchId);
}
