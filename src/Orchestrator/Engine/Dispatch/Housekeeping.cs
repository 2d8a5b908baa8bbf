using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// What the holder of the lease does beside sending: settles intents that nobody is sending, opens and halts waves, says which starts were missed, looks at throttled and Unknown orders and at approvals
/// in Intune, and before the first send of its term makes sure that the database is not older than the world.
/// </summary>
internal sealed partial class Housekeeping(
    ConsoleDatabase database, DueDevices due, Leftovers leftovers, UnknownOrders unknown, TenantApprovalWatch approvals, WaveKeeper waves, StartKeeper starts, PastCheck past, Lineage lineage, SendBucket bucket,
    SendBudget budget, TenantIdentity tenant, EngineHealth health, TimeProvider time, ILogger<Housekeeping> log)
{
    private const int Together = 8;

    private long _cleared;
    private (int PerMinute, int Left, DateTimeOffset? HeldUntil)? _told;

    /// <summary>Whether this term has been made ready for sending.</summary>
    public bool IsCleared(long token) => Interlocked.Read(ref _cleared) == token;

    /// <param name="token">The hold under which this is done.</param>
    /// <param name="inFlight">Requests that this process is sending.</param>
    /// <param name="stop">Cancels.</param>
    public async Task RunAsync(long token, IReadOnlySet<Guid> inFlight, CancellationToken stop)
    {
        var recovered = await leftovers.RecoverAsync(inFlight, token, stop);
        if (recovered > 0)
            LogRecovered(recovered);
        if (!IsCleared(token))
            await ClearAsync(token, stop);
        else
            await lineage.NoteAsync(stop);
        await TellAsync(stop);
        await starts.KeepAsync(token, stop);
        await waves.KeepAsync(token, stop);
        await unknown.LookAsync(stop);
        await approvals.LookAsync(stop);
        await ThrottledAsync(inFlight, stop);
    }

    private async Task ClearAsync(long token, CancellationToken stop)
    {
        if (await past.SettleAsync(stop) is { } notYet)
        {
            health.Report("Sending", HealthState.Degraded, notYet);
            return;
        }

        await database.WriteAsync(db => SendTally.RebuildAsync(db, tenant.TenantId, time.GetUtcNow(), stop), stop);

        // An earlier holder was told to wait: that binds the tenant, not the process.
        if (await due.HeldUntilAsync(stop) is { } until && until > time.GetUtcNow())
            bucket.Hold(until - time.GetUtcNow());
        Interlocked.Exchange(ref _cleared, token);
    }

    /// <summary>Tells the pages, in every process, how fast we go.</summary>
    private async Task TellAsync(CancellationToken stop)
    {
        var now = ((int)Math.Round(bucket.Rate * 3), bucket.Left, bucket.HeldUntil);
        budget.Set(bucket.Left);
        if (now == _told)
            return;
        await database.WriteAsideAsync(async db =>
        {
            var row = await db.Set<SendPaceRow>().FirstOrDefaultAsync(p => p.Tenant == tenant.TenantId, stop);
            if (row is null)
                db.Add(row = new SendPaceRow { Tenant = tenant.TenantId });
            (row.PerMinute, row.LeftIn20Seconds, row.HeldUntil) = now;
        }, stop);
        _told = now;
    }

    private async Task ThrottledAsync(IReadOnlySet<Guid> inFlight, CancellationToken stop)
    {
        var throttled = await due.ThrottledAsync([.. inFlight], Together, stop);
        await Task.WhenAll(throttled.Select(async t =>
        {
            try
            {
                await leftovers.ReconcileAsync(t.Request, t.Batch, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogThrottledUnread(failure, t.Request.Id);
            }
        }));
    }

    [LoggerMessage(2011, LogLevel.Warning, "{Count} intents had no answer and are Unknown now")]
    private partial void LogRecovered(int count);

    [LoggerMessage(2012, LogLevel.Warning, "Throttled request {RequestId} could not be read; it waits")]
    private partial void LogThrottledUnread(Exception failure, Guid requestId);
}
