using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Before the first send of a term: is this database as old as the world? One that was restored from before a send would send again what Intune has long
/// taken. What looks like that is never sent: the device becomes Unknown or its batch pauses, and a person decides (decision 0025).
/// </summary>
internal sealed class PastCheck(ConsoleDatabase database, Lineage lineage, IntuneAuditReader audit, TenantIdentity tenant, TimeProvider time)
{
    private static readonly TimeSpan MostBack = TimeSpan.FromDays(30);

    /// <returns>Why nothing may be sent yet, to be asked again; <c>null</c> when all is settled, by a pause where there was doubt.</returns>
    public async Task<string?> SettleAsync(CancellationToken stop)
    {
        var batches = await database.ReadAsync(db => db.Batches
            .Where(b => b.Tenant == tenant.TenantId && (b.State == BatchState.Running || b.State == BatchState.Paused)
                && db.Requests.Any(r => r.BatchId == b.Id && r.State == DeviceState.Planned))
            .OrderBy(b => b.ConfirmedAt).ToListAsync(stop));
        if (batches.Count > 0)
        {
            var past = await lineage.CheckAsync(stop);
            var since = batches[0].ConfirmedAt - IntuneAuditJudge.ClockSkew;
            var earliest = time.GetUtcNow() - MostBack;
            var read = await ReadAsync(batches, since > earliest ? since : earliest, stop);
            if (read is { Problem: not null, Missing: false } && past != Past.Same)
                return $"It cannot be told yet whether this database is as it was last left: {read.Problem}";
            var doubt = await MarkAsync(read, since, stop) ?? Doubt(past, read);
            if (doubt is not null)
                await PauseAsync(doubt, stop);
        }

        await lineage.NoteAsync(stop);
        return null;
    }

    private static string? Doubt(Past past, IntuneAuditRead read) => past switch
    {
        Past.Older => "This database is older than what this machine last saw of it: was a backup restored? What was sent since then is not known here. Compare with Intune, cancel what was sent, then resume.",
        Past.NeverSeen when read.Problem is not null => $"This database comes from elsewhere and cannot be held against Intune's audit ({read.Problem}). Make sure that no backup was restored, then resume.",
        _ => null,
    };

    private async Task<IntuneAuditRead> ReadAsync(IReadOnlyList<Batch> batches, DateTimeOffset since, CancellationToken stop)
    {
        IntuneAuditRead? read = null;
        foreach (var batch in batches.DistinctBy(b => b.SendsAs.Id))
        {
            read = await audit.ReadAsync(since, batch.SendsAs, batch.Id, stop);
            if (read.Problem is null)
                break;
        }

        return read!;
    }

    /// <summary>Every waiting device that Intune's audit shows as ordered without an attempt of ours becomes Unknown.</summary>
    /// <returns>What the audit has of this console that the database does not know at all; <c>null</c> when nothing.</returns>
    private Task<string?> MarkAsync(IntuneAuditRead read, DateTimeOffset since, CancellationToken stop) => database.WriteAsync(async db =>
    {
        if (read.Entries.Count == 0)
            return null;
        var known = await (
            from attempt in db.Attempts
            join request in db.Requests on attempt.RequestId equals request.Id
            where attempt.Tenant == tenant.TenantId && attempt.IntentAt > since - IntuneAuditJudge.Late
            select new { request.ManagedDeviceId, attempt.IntentAt }).ToListAsync(stop);
        var attempts = known.ToLookup(k => k.ManagedDeviceId, k => k.IntentAt);
        var strange = read.Entries
            .Where(e => IntuneAuditJudge.IsSuccess(e) && !attempts[e.ManagedDeviceId].Any(at => e.At >= at - IntuneAuditJudge.ClockSkew && e.At <= at + IntuneAuditJudge.Late))
            .ToList();
        foreach (var some in strange.ToLookup(e => e.ManagedDeviceId).Chunk(200))
            await MarkAsync(db, some.ToDictionary(s => s.Key, s => s.ToList()), stop);

        var ours = strange.Where(e => IntuneAuditJudge.IsOurs(e, "", audit.ApplicationId)).ToList();
        return ours.Count == 0
            ? null
            : $"Intune's audit has {ours.Count} orders of this console that this database does not know, the first {IntuneAuditJudge.Describe(ours[0])}: was a backup restored? Look at the devices that became Unknown, cancel what was sent, then resume.";
    }, stop);

    private async Task MarkAsync(ConsoleDbContext db, Dictionary<string, List<IntuneAuditEntry>> strange, CancellationToken stop)
    {
        var ids = strange.Keys.ToList();
        var now = time.GetUtcNow();
        var waiting = await db.Requests.Where(r => r.Tenant == tenant.TenantId && r.State == DeviceState.Planned && ids.Contains(r.ManagedDeviceId)).ToListAsync(stop);
        foreach (var request in waiting)
        {
            var batch = await db.Batches.SingleAsync(b => b.Id == request.BatchId, stop);
            if (strange[request.ManagedDeviceId].Find(e => e.At >= batch.ConfirmedAt - IntuneAuditJudge.ClockSkew && IsOurs(e, batch.SendsAs)) is not { } entry)
                continue;
            request.NextLookAt = now;
            await Ledger.ApplyAsync(db, request, Signal.OrderMissingHere, null,
                $"Intune's audit has an order for this device that this database does not know: {IntuneAuditJudge.Describe(entry)}. Nothing was sent.", now, stop,
                new Dictionary<string, string?> { ["intuneAuditId"] = entry.Id, ["intuneActor"] = entry.ActorName });
        }

        foreach (var batchId in waiting.Select(r => r.BatchId).Distinct())
            await BatchProgress.SettleAsync(db, batchId, now, stop);
    }

    private bool IsOurs(IntuneAuditEntry entry, Account sendsAs) => IntuneAuditJudge.IsOurs(entry, sendsAs.ObjectId, audit.ApplicationId);

    private Task PauseAsync(string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        foreach (var batch in await db.Batches.Where(b => b.Tenant == tenant.TenantId && b.State == BatchState.Running).ToListAsync(stop))
            await BatchLedger.PauseAsync(db, batch, null, why, time.GetUtcNow(), stop);
    }, stop);
}
