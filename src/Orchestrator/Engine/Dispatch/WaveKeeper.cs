using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Opens the next wave of a running batch once the one before is sent, soaked and proven, and halts the batch at the first failure beyond what its plan bears.
/// What was confirmed and cannot be read halts it too. Done by the holder of the lease, each batch in a transaction of its own with the audit entry that says why.
/// </summary>
internal sealed partial class WaveKeeper(ConsoleDatabase database, DispatchHold hold, TenantIdentity tenant, TimeProvider time, ILogger<WaveKeeper> log)
{
    /// <param name="token">The hold under which this is done.</param>
    /// <param name="stop">Cancels.</param>
    public async Task KeepAsync(long token, CancellationToken stop)
    {
        var planned = await database.ReadAsync(db => db.Batches
            .Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Running && (b.WavePlan != null || b.Waves > 1 || b.SiteCap != null || b.Sites > 0)).ToListAsync(stop));
        foreach (var batch in planned)
        {
            try
            {
                await KeepAsync(batch, token, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // Nothing opens by a fault, and the condition of every send does not rest on this.
                LogNotJudged(failure, batch.Id);
            }
        }
    }

    private async Task KeepAsync(Batch seen, long token, CancellationToken stop)
    {
        // Looked at first without holding up any writer: mostly nothing is to be done.
        var (step, soaks) = await database.ReadAsync(db => JudgeAsync(db, seen, stop));
        if (step is WaveStep.Wait && soaks == seen.WaveSoaksUntil)
            return;
        await database.WriteAsync(async db =>
        {
            var batch = await db.Batches.SingleAsync(b => b.Id == seen.Id, stop);
            if (batch.State == BatchState.Running && await hold.IsOursAsync(db, token, stop))
                await TakeAsync(db, batch, stop);
        }, stop);
    }

    private async Task TakeAsync(ConsoleDbContext db, Batch batch, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        switch (await JudgeAsync(db, batch, stop))
        {
            case (WaveStep.Halt halt, _):
                await BatchLedger.HaltAsync(db, batch, halt.Why, now, stop);
                break;
            case (WaveStep.Open open, _) when open.Wave == batch.OpenWave + 1:
                await BatchLedger.OpenNextWaveAsync(db, batch, null, open.Why, now, stop);
                break;
            case var (_, soaks) when soaks != batch.WaveSoaksUntil:
                batch.WaveSoaksUntil = soaks;
                batch.Version++;
                db.Announce(Shared.Console.ChangeKind.Batch, batch.Id);
                break;
        }
    }

    private async Task<(WaveStep Step, DateTimeOffset? Soaks)> JudgeAsync(ConsoleDbContext db, Batch batch, CancellationToken stop)
    {
        WavePlan plan;
        try
        {
            plan = FrozenPlan.Of(batch);

            // Of a batch that has but a cap of its sites nothing opens; whether that can be read, people hear here.
            if (FrozenSiteCap.Of(batch) is not null && batch.WavePlan is null)
                return (new WaveStep.Wait("One wave.", null), null);
        }
        catch (FormatException unreadable)
        {
            return (new WaveStep.Halt($"Nothing more is sent, since {unreadable.Message}"), null);
        }

        var standing = await WaveStandings.ReadAsync(db, batch, await WaveStandings.CountsAsync(db, batch.Id, stop), stop);
        var step = WaveJudge.Next(plan, standing, time.GetUtcNow());
        return (step, step is WaveStep.Wait { NotBefore: { } until } ? until : null);
    }

    [LoggerMessage(2013, LogLevel.Error, "The waves of batch {BatchId} could not be judged; none opens")]
    private partial void LogNotJudged(Exception failure, Guid batchId);
}
