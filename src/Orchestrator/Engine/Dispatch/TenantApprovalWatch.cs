using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Watches Intune's requests for approval and lets those that were approved go out again, by the dispatcher's own road (decision 0047). It only reads, so it
/// goes on while a batch is paused or the kill switch is on. One list for each admin, however many devices wait.
/// </summary>
internal sealed class TenantApprovalWatch(ConsoleDatabase database, TenantApprovalReader reader, TenantIdentity tenant, EngineHealth health, TimeProvider time)
{
    private const string What = "Intune approvals";
    private const int Together = 100;

    /// <summary>Between looks at our own rows: a walk along an index that is empty where nothing waits.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(15);

    /// <summary>After the newest change so often, later less: somebody who approves at once is watched closely, one who takes days is not.</summary>
    private static readonly (TimeSpan Age, TimeSpan Every)[] Paces =
        [(TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(30)), (TimeSpan.FromHours(6), TimeSpan.FromMinutes(2)), (TimeSpan.MaxValue, TimeSpan.FromMinutes(10))];

    private long? _glanced;
    private long? _read;

    /// <summary>Looks if it is time to.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        if (_glanced is { } at && time.GetElapsedTime(at) < Glance)
            return;
        _glanced = time.GetTimestamp();
        if (await NewestAsync(stop) is not { } newest || (_read is { } last && time.GetElapsedTime(last) < Pace(time.GetUtcNow() - newest)))
            return;
        _read = _glanced;
        var waiting = await WaitingAsync(stop);
        foreach (var sender in waiting.GroupBy(w => w.SendsAs.Id))
            await LookAsync([.. sender], stop);
    }

    private static TimeSpan Pace(TimeSpan age) => Paces.First(p => age < p.Age).Every;

    private IQueryable<DeviceRequest> Followed(ConsoleDbContext db) => TenantApprovals.Followed(db, tenant.TenantId);

    private Task<DateTimeOffset?> NewestAsync(CancellationToken stop) => database.ReadAsync(db => Followed(db).MaxAsync(r => (DateTimeOffset?)r.ChangedAt, stop));

    private Task<List<Waiting>> WaitingAsync(CancellationToken stop) => database.ReadAsync(async db =>
    {
        var rows = await Followed(db).Join(db.Batches, r => r.BatchId, b => b.Id, (r, b) => new { r.Id, Batch = b.Id, b.SendsAs }).ToListAsync(stop);
        var asked = new Dictionary<Guid, SendAttempt>();
        foreach (var some in rows.Select(r => r.Id).Chunk(500))
        {
            foreach (var (id, attempt) in await TenantApprovals.AskedAsync(db, some, stop))
                asked[id] = attempt;
        }

        return rows.Where(r => asked.ContainsKey(r.Id)).Select(r => new Waiting(r.Id, r.Batch, r.SendsAs, asked[r.Id].ApprovalCode!)).ToList();
    });

    private async Task LookAsync(IReadOnlyList<Waiting> waiting, CancellationToken stop)
    {
        var read = await reader.ReadAsync(waiting.Select(w => w.Code).ToHashSet(StringComparer.OrdinalIgnoreCase), waiting[0].SendsAs, waiting[0].BatchId, stop);
        health.Report(What, read.Problem is null ? HealthState.Works : HealthState.Degraded, read.Problem ?? $"{waiting.Count} devices wait for an approval in Intune or to be sent with it.");
        foreach (var some in waiting.Chunk(Together))
            await database.WriteAsync(db => RecordAsync(db, some, read, stop), stop);
    }

    private async Task RecordAsync(ConsoleDbContext db, IReadOnlyList<Waiting> some, TenantApprovalsRead read, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var ids = some.Select(w => w.RequestId).ToList();
        var requests = await Followed(db).Where(r => ids.Contains(r.Id)).ToListAsync(stop);
        var asked = await TenantApprovals.AskedAsync(db, ids, stop);
        var batchIds = requests.Select(r => r.BatchId).Distinct().ToList();
        var batches = await db.Batches.Where(b => batchIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, stop);
        foreach (var request in requests)
        {
            if (asked.GetValueOrDefault(request.Id) is not { ApprovalCode: { } code } attempt)
                continue;
            if (Note(request, attempt, read.Entries.GetValueOrDefault(code), read, now))
                db.Announce(ChangeKind.Request, request.BatchId);
            await ApprovalJudge.SettleAsync(db, request, attempt, batches[request.BatchId], now, stop);
        }

        foreach (var batchId in batchIds)
            await BatchProgress.SettleAsync(db, batchId, now, stop);
    }

    /// <summary>Keeps what is new. What was known of a request stays known when it cannot be read for once.</summary>
    private static bool Note(DeviceRequest request, SendAttempt attempt, TenantApprovalEntry? entry, TenantApprovalsRead read, DateTimeOffset now)
    {
        var before = attempt.TenantApproval;
        var reading = entry is not null
            ? new TenantApprovalReading(now, null, false, entry.Status, entry.RequestedAt, entry.ExpiresAt, entry.DecidedBy, entry.Note)
            : (before ?? new TenantApprovalReading(now, null)) with { ReadAt = now, Problem = read.Problem ?? "Intune lists no request for approval with the code that it gave.", Missing = read.Missing };
        if (before is not null && before with { ReadAt = now } == reading)
            return false;
        attempt.TenantApproval = reading;
        if (request.TenantApprovalExpiresAt != reading.ExpiresAt)
            (request.TenantApprovalExpiresAt, request.Version) = (reading.ExpiresAt, request.Version + 1);
        return true;
    }

    private sealed record Waiting(Guid RequestId, Guid BatchId, Account SendsAs, string Code);
}
