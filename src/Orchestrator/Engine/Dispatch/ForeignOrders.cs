using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Watches Intune's audit for resets and wipes that somebody else orders in a burst. Our sending is held then and says so: whatever goes on in the tenant,
/// it should not be joined by ours unseen (decision 0043). The one that sends watches, and only while something is to be sent.
/// </summary>
internal sealed partial class ForeignOrders(
    ConsoleDatabase database, DispatchHold hold, IntuneAuditReader audit, PresentNumbers numbers, TenantIdentity tenant, EngineHealth health,
    TimeProvider time, ILogger<ForeignOrders> log) : BackgroundService
{
    private const string What = "Wipes by others";
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(2);

    /// <summary>Entries come late: as far back as one may have been missed.</summary>
    private static readonly TimeSpan Back = ForeignBurst.Window + IntuneAuditJudge.Late;

    /// <summary>What was there when a person was last alarmed: who resumes has seen it.</summary>
    private readonly HashSet<string> _told = new(StringComparer.OrdinalIgnoreCase);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                health.Report(What, HealthState.Degraded, $"Not watched just now: {failure.Message}");
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One look.</summary>
    internal async Task LookAsync(CancellationToken stop)
    {
        if (!hold.Holds(hold.Token) || await RunningAsync(stop) is not { Count: > 0 } running)
            return;
        var now = time.GetUtcNow();
        if (await ReadAsync(running, now - Back, stop) is not { } entries)
            return;
        var foreign = await ForeignAsync(entries, now - Back, stop);
        if (ForeignBurst.Find(foreign.Where(e => !_told.Contains(e.Id)), (await numbers.ReadAsync()).ForeignWipesIn10Minutes) is not { } burst)
        {
            health.Report(What, HealthState.Works, "Intune's audit shows no burst of resets or wipes by others.");
            return;
        }

        var devices = burst.Select(e => e.ManagedDeviceId).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        var why = $"Somebody else has {devices} devices reset or wiped within 10 minutes, the first {IntuneAuditJudge.Describe(burst[0])}. Our sending is held. Look at Intune's audit; resume when it is as it should be.";
        health.Report(What, HealthState.Broken, why);
        await HoldAsync(why, stop);
        _told.UnionWith(foreign.Select(e => e.Id));
    }

    private Task<List<Batch>> RunningAsync(CancellationToken stop) => database.ReadAsync(db => db.Batches
        .Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Running && db.Requests.Any(r => r.BatchId == b.Id && r.State == DeviceState.Planned))
        .OrderBy(b => b.ConfirmedAt).ToListAsync(stop));

    /// <summary>As whoever of the running batches' admins may read it.</summary>
    private async Task<IReadOnlyList<IntuneAuditEntry>?> ReadAsync(List<Batch> running, DateTimeOffset since, CancellationToken stop)
    {
        IntuneAuditRead? read = null;
        foreach (var batch in running.DistinctBy(b => b.SendsAs.Id))
        {
            read = await audit.ReadAsync(since, batch.SendsAs, batch.Id, stop);
            if (read.Problem is null)
                return read.Entries;
        }

        // An optional permission: without it sending goes on, and the console says that nobody watches.
        health.Report(What, read!.Missing ? HealthState.Unknown : HealthState.Degraded, $"Not watched: {read.Problem}");
        return null;
    }

    /// <summary>Neither by this application nor of a device that we have just sent.</summary>
    private async Task<List<IntuneAuditEntry>> ForeignAsync(IReadOnlyList<IntuneAuditEntry> entries, DateTimeOffset since, CancellationToken stop)
    {
        var strange = entries.Where(e => !IntuneAuditJudge.IsOurs(e, "", audit.ApplicationId)).ToList();
        if (strange.Count == 0)
            return strange;
        var from = since - IntuneAuditJudge.Late;
        var ours = await database.ReadAsync(db => (
            from attempt in db.Attempts
            join request in db.Requests on attempt.RequestId equals request.Id
            where attempt.Tenant == tenant.TenantId && attempt.IntentAt > @from
            select request.ManagedDeviceId).ToListAsync(stop));
        var sent = ours.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return strange.FindAll(e => !sent.Contains(e.ManagedDeviceId));
    }

    private Task HoldAsync(string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        foreach (var batch in await db.Batches.Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Running).ToListAsync(stop))
            await BatchLedger.PauseAsync(db, batch, null, why, time.GetUtcNow(), stop);
    }, stop);

    [LoggerMessage(2050, LogLevel.Warning, "Wipes by others were not looked for")]
    private partial void LogFailed(Exception failure);
}
