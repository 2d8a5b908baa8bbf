using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>Which devices may be taken up now, oldest batch first, and why the others wait.</summary>
internal sealed class DueDevices(ConsoleDatabase database, GuardGate guard, SiteTurns turns, TenantIdentity tenant, EngineHealth health, TimeProvider time)
{
    /// <summary>At most <paramref name="most"/> planned devices of open waves of running batches that the guards let through, none of them in <paramref name="inFlight"/>.</summary>
    public async Task<IReadOnlyList<(DeviceRequest Request, Batch Batch)>> ToSendAsync(IReadOnlyCollection<Guid> inFlight, int most, CancellationToken stop)
    {
        var due = new List<(DeviceRequest, Batch)>();
        foreach (var batch in await RunningAsync(stop))
        {
            if (due.Count >= most)
                break;
            if (await HeldAsync(batch, stop))
                continue;
            var requests = FrozenSiteCap.Of(batch) is { } cap
                ? await turns.PlannedAsync(batch, cap, inFlight, due.ConvertAll(d => d.Item1), most - due.Count, stop)
                : await PlannedAsync(batch, inFlight, most - due.Count, stop);
            due.AddRange(requests.Select(r => (r, batch)));
        }

        return due;
    }

    /// <summary>Throttled devices whose wait is over, whatever their batch's state: what was executed must be found out even when all is stopped.</summary>
    public Task<List<(DeviceRequest Request, Batch Batch)>> ThrottledAsync(IReadOnlyCollection<Guid> inFlight, int most, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(async db =>
        {
            var rows = await db.Requests
                .Where(r => r.Tenant == tenant.TenantId && r.State == DeviceState.Throttled && (r.NotBefore == null || r.NotBefore <= now) && !inFlight.Contains(r.Id))
                .Join(db.Batches, r => r.BatchId, b => b.Id, (r, b) => new { r, b })
                .OrderBy(x => x.r.NotBefore).Take(most).ToListAsync(stop);
            return rows.ConvertAll(x => (x.r, x.b));
        });
    }

    /// <summary>Until when Graph asked the tenant to wait, as the throttled devices remember it; <c>null</c> when it did not.</summary>
    public Task<DateTimeOffset?> HeldUntilAsync(CancellationToken stop) => database.ReadAsync(db => db.Requests
        .Where(r => r.Tenant == tenant.TenantId && r.State == DeviceState.Throttled && r.ThrottleCleanSince == null).MaxAsync(r => r.NotBefore, stop));

    /// <summary>What waits for a second person's approval is not asked about again and again: the approval wakes the dispatcher.</summary>
    private Task<List<Batch>> RunningAsync(CancellationToken stop) => database.ReadAsync(db => db.Batches
        .Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Running).Where(Approvals.IsThere)
        .OrderBy(b => b.ConfirmedAt).ThenBy(b => b.Id).ToListAsync(stop));

    private Task<List<DeviceRequest>> PlannedAsync(Batch batch, IReadOnlyCollection<Guid> inFlight, int most, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(db => db.Requests
            .Where(r => r.BatchId == batch.Id && r.State == DeviceState.Planned && r.Wave <= batch.OpenWave && r.SiteTag == null && (r.NotBefore == null || r.NotBefore <= now) && !inFlight.Contains(r.Id))
            .OrderBy(r => r.Wave).ThenBy(r => r.Position).Take(most).ToListAsync(stop));
    }

    private async Task<bool> HeldAsync(Batch batch, CancellationToken stop)
    {
        // Waiting for its time is nothing to report, and is not asked about again and again.
        if (batch.Timing is not null && await database.ReadAsync(db => guard.OnlyWaitsAsync(db, batch, time.GetUtcNow())))
            return true;
        if (await database.ReadAsync(db => guard.MaySendAsync(db, batch, null, time.GetUtcNow(), stop)) is not { } refused)
            return false;
        health.Report("Sending", HealthState.Degraded, refused.Message);
        if (refused.Code == "confirmation-expired")
            await ExpireAsync(batch.Id, refused.Message, stop);
        if (refused.Code is Approvals.Expired or Approvals.Void)
            await EndApprovalAsync(batch.Id, stop);
        return true;
    }

    /// <summary>An approval that does not stand any more ends with an audit entry, so that people hear that another is wanted.</summary>
    private Task EndApprovalAsync(Guid batchId, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var row = await db.Batches.SingleAsync(b => b.Id == batchId, stop);
        var now = time.GetUtcNow();
        if (row.ApprovedAt is not null && await guard.ApprovalAsync(db, row, now) is { Code: Approvals.Expired or Approvals.Void } ended)
            await BatchLedger.EndApprovalAsync(db, row, null, ended.Code == Approvals.Expired ? AuditEvents.BatchApprovalExpired : AuditEvents.BatchApprovalVoided, ended.Message, now, stop);
    }, stop);

    private Task ExpireAsync(Guid batchId, string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var row = await db.Batches.SingleAsync(b => b.Id == batchId, stop);
        if (row.State == BatchState.Running)
            await BatchLedger.ChangeAsync(db, row, BatchState.Paused, AuditEvents.BatchPaused, null, why, time.GetUtcNow(), stop);
    }, stop);
}
