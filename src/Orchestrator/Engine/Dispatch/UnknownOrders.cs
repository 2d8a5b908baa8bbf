using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Holds orders of unknown fate against Intune's own audit. Tracking watches the device for the same orders; an entry found here settles them too, and what was
/// read is kept for the person who has to decide where nothing does.
/// </summary>
internal sealed class UnknownOrders(ConsoleDatabase database, IntuneAuditReader audit, TenantIdentity tenant, TimeProvider time)
{
    private const int Most = 200;

    /// <summary>Entries appear minutes late; after half an hour looking seldom is enough.</summary>
    private static readonly TimeSpan EveryAtFirst = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan EveryLater = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AtFirst = TimeSpan.FromMinutes(30);

    private long? _lookedAt;

    /// <summary>Looks if it is time to.</summary>
    /// <returns>Orders settled.</returns>
    public async Task<int> LookAsync(CancellationToken stop)
    {
        if (_lookedAt is { } at && time.GetElapsedTime(at) < EveryAtFirst)
            return 0;
        _lookedAt = time.GetTimestamp();
        var due = (await UnknownAsync(stop)).Where(IsDue).ToList();
        var settled = 0;
        foreach (var batch in due.GroupBy(u => u.Batch.Id))
            settled += await LookAsync([.. batch], stop);
        return settled;
    }

    private bool IsDue(Unknown order)
    {
        var now = time.GetUtcNow();
        return order.Attempt.IntuneAudit is not { } last || now - last.ReadAt >= (now - order.Attempt.IntentAt < AtFirst ? EveryAtFirst : EveryLater);
    }

    private Task<List<Unknown>> UnknownAsync(CancellationToken stop) => database.ReadAsync(db => (
        from request in db.Requests
        join attempt in db.Attempts on request.Id equals attempt.LiveRequestId
        join batch in db.Batches on request.BatchId equals batch.Id
        where request.Tenant == tenant.TenantId && request.State == DeviceState.Unknown
        orderby request.ChangedAt descending
        select new Unknown(request.Id, request.ManagedDeviceId, attempt, batch)).Take(Most).ToListAsync(stop));

    private async Task<int> LookAsync(IReadOnlyList<Unknown> orders, CancellationToken stop)
    {
        var batch = orders[0].Batch;
        var since = orders.Min(o => o.Attempt.IntentAt) - IntuneAuditJudge.ClockSkew;
        var read = await audit.ReadAsync(since, batch.SendsAs, batch.Id, stop);
        return await database.WriteAsync(async db =>
        {
            var settled = 0;
            foreach (var order in orders)
                settled += await RecordAsync(db, order, read, stop) ? 1 : 0;
            if (settled > 0)
                await BatchProgress.SettleAsync(db, batch.Id, time.GetUtcNow(), stop);
            return settled;
        }, stop);
    }

    private async Task<bool> RecordAsync(ConsoleDbContext db, Unknown order, IntuneAuditRead read, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var attempt = await db.Attempts.SingleAsync(a => a.Id == order.Attempt.Id, stop);
        var about = read.Entries.Where(e => e.ManagedDeviceId == order.ManagedDeviceId && e.At >= attempt.IntentAt - IntuneAuditJudge.ClockSkew).ToList();
        var isNews = attempt.IntuneAudit is not { } before || before.Problem != read.Problem || before.Entries.Count != about.Count;
        attempt.IntuneAudit = new IntuneAuditReading(now, read.Problem, read.Problem is null ? about : attempt.IntuneAudit?.Entries ?? []);
        var request = await db.Requests.SingleAsync(r => r.Id == order.RequestId, stop);
        if (isNews)
            db.Announce(Shared.Console.ChangeKind.Request, request.BatchId);
        var actor = order.Batch.SendsAs;
        var sent = new SentOrder(order.ManagedDeviceId, actor.ObjectId, audit.ApplicationId, attempt.IntentAt, attempt.AnsweredAt ?? now);
        if (IntuneAuditJudge.Taken(about, sent) is not { } entry)
            return false;
        if (!await Ledger.ApplyAsync(db, request, Signal.OrderFound, null, $"Intune's own audit has the order: {IntuneAuditJudge.Describe(entry)}.", now, stop,
                new Dictionary<string, string?> { ["intuneAuditId"] = entry.Id, ["intuneActor"] = entry.ActorName, ["attempt"] = attempt.Id.ToString() }))
            return false;
        request.AcceptedAt ??= attempt.LeftAt ?? attempt.IntentAt;
        request.ArmedSince ??= request.AcceptedAt;
        (request.LastEvidenceAt, request.NextLookAt, request.Deadline) = (now, now, null);
        if (request.Grade < EvidenceGrade.Accepted)
            request.Grade = EvidenceGrade.Accepted;
        return true;
    }

    private sealed record Unknown(Guid RequestId, string ManagedDeviceId, SendAttempt Attempt, Batch Batch);
}
