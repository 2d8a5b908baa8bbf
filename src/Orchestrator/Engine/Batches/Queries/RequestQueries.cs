using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>Pages of requests, and one request with its timeline.</summary>
internal sealed class RequestQueries(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Rows of one page at most.</summary>
    public const int MostRows = 1_000;

    private static readonly DeviceState[] PersonStates = [.. DeviceStates.All.Where(s => s.NeedsPerson())];

    private readonly SharedReads<(RequestQuery Query, int Skip, int Take), RequestPage> _watched = new(time);

    public Task<RequestPage> FindAsync(Admin admin, RequestQuery query, int skip, int take, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            return Task.FromResult(new RequestPage([], 0));
        (skip, take) = (Math.Max(skip, 0), Math.Clamp(take, 0, MostRows));
        return _watched.ReadAsync((query, skip, take), () => database.ReadAsync(async db =>
        {
            var matching = Matching(db, query);
            var rows = await Ordered(matching, query).Skip(skip).Take(take).Select(RequestRows.Shown).ToListAsync();
            return new RequestPage(rows, await matching.CountAsync());
        }), stop);
    }

    public Task<RequestDetail?> GetAsync(Admin admin, Guid requestId, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            return Task.FromResult<RequestDetail?>(null);
        return database.ReadAsync(async db =>
        {
            var request = await db.Requests.FirstOrDefaultAsync(r => r.Id == requestId && r.Tenant == tenant.TenantId, stop);
            if (request is null)
                return null;
            var timeline = await db.AuditEntries.Where(e => e.RequestId == requestId).OrderBy(e => e.Seq).ToListAsync(stop);
            var attempts = await db.Attempts.Where(a => a.RequestId == requestId).OrderBy(a => a.Number).ToListAsync(stop);
            return new RequestDetail
            {
                Row = RequestRows.Compiled(request),
                NextUser = await db.Batches.Where(b => b.Id == request.BatchId).Select(b => b.NextUser).FirstAsync(stop),
                Confirmed = request.Confirmed,
                Before = request.Before,
                Latest = request.Latest is { } latest ? latest with { ReadAt = request.LookedAt > latest.ReadAt ? request.LookedAt.Value : latest.ReadAt } : null,
                Findings = request.Findings,
                TenantApproval = ShownTenantApprovals.Of(request, attempts),
                Attempts = [.. attempts.Select(Shown)],
                Timeline = [.. timeline.Select(AuditRows.Shown)],
            };
        });
    }

    private static AttemptRow Shown(SendAttempt attempt) => new()
    {
        Number = attempt.Number,
        IntentAt = attempt.IntentAt,
        Node = attempt.Node,
        LeftAt = attempt.LeftAt,
        AnsweredAt = attempt.AnsweredAt,
        Status = attempt.Status,
        Answer = attempt.Answer,
        IntuneReadAt = attempt.IntuneAudit?.ReadAt,
        IntuneProblem = attempt.IntuneAudit?.Problem,
        IntuneEntries = attempt.IntuneAudit?.Entries ?? [],
    };

    private IQueryable<DeviceRequest> Matching(ConsoleDbContext db, RequestQuery query)
    {
        // A batch is of one tenant: asked once for the batch, not for each of its rows, which the index then need not fetch.
        var found = query.BatchId is { } batchId
            ? db.Requests.Where(r => r.BatchId == batchId && db.Batches.Any(b => b.Id == batchId && b.Tenant == tenant.TenantId))
            : db.Requests.Where(r => r.Tenant == tenant.TenantId);
        if (query.State is { } state)
            found = found.Where(r => r.State == state);
        if (query.Wave is { } wave)
            found = found.Where(r => r.Wave == wave - 1);
        if (query.DeviceId?.ToLowerInvariant() is { } deviceId)
            found = found.Where(r => r.ManagedDeviceId == deviceId || r.EntraDeviceId == deviceId);
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var pattern = LikePattern.Containing(query.Text);
            found = found.Where(r => EF.Functions.Like(LikePattern.Fold(r.Name), pattern, LikePattern.Escape) || EF.Functions.Like(LikePattern.Fold(r.Serial!), pattern, LikePattern.Escape));
        }

        if (query.ArmedOnly)
            found = found.Where(r => r.ArmedSince != null);
        if (query.NeedsPersonOnly)
            found = found.Where(r => PersonStates.Contains(r.State));
        return query.HybridWipesWaitingOnly ? HybridWaiting(found, time.GetUtcNow()) : found;
    }

    /// <summary>Wiped hybrid devices whose 24 hours are not over (mission.md).</summary>
    public static IQueryable<DeviceRequest> HybridWaiting(IQueryable<DeviceRequest> requests, DateTimeOffset now) =>
        requests.Where(r => r.Kind == OrderKind.Wipe && r.WasHybrid && r.ReadyFrom > now);

    private static IQueryable<DeviceRequest> Ordered(IQueryable<DeviceRequest> requests, RequestQuery query)
    {
        if (query.BatchId is not null)
            return query.State is null ? requests.OrderBy(r => r.Position) : requests.OrderBy(r => r.Wave).ThenBy(r => r.Position);
        if (query.HybridWipesWaitingOnly)
            return requests.OrderBy(r => r.ReadyFrom).ThenBy(r => r.Id);
        return query.ArmedOnly ? requests.OrderBy(r => r.ArmedSince).ThenBy(r => r.Id) : requests.OrderByDescending(r => r.ChangedAt).ThenBy(r => r.Id);
    }
}
