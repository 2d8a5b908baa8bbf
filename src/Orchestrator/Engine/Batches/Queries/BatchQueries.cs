using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Queries;

/// <summary>Batches with their counts, and one batch with its rate and timeline.</summary>
internal sealed class BatchQueries(ConsoleDatabase database, TenantIdentity tenant, SendBudget budget, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    /// <summary>Entries of a batch's timeline at most, the newest; the audit page has all.</summary>
    private const int TimelineEntries = 300;

    private readonly SharedReads<Guid, (Batch Batch, BatchDetail Detail, GuardNumbers Present)?> _watched = new(time);

    public Task<IReadOnlyList<BatchRow>> FindAsync(Admin admin, BatchQuery query, int skip, int take, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            return Task.FromResult<IReadOnlyList<BatchRow>>([]);
        return database.ReadAsync(async db =>
        {
            var page = await Matching(db, query).OrderByDescending(b => b.ConfirmedAt).ThenByDescending(b => b.Id)
                .Skip(Math.Max(skip, 0)).Take(Math.Clamp(take, 0, RequestQueries.MostRows)).ToListAsync(stop);
            return await RowsAsync(db, page, options.Value, time.GetUtcNow(), stop);
        });
    }

    public async Task<BatchDetail?> GetAsync(Admin admin, Guid batchId, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant) || await _watched.ReadAsync(batchId, () => ReadAsync(batchId), stop) is not var (batch, detail, present))
            return null;

        // All else is the same for whoever looks.
        return detail with { Approval = ShownApproval.Of(batch, Account.Of(admin), present, time.GetUtcNow()) };
    }

    private Task<(Batch, BatchDetail, GuardNumbers)?> ReadAsync(Guid batchId) => database.ReadAsync<(Batch, BatchDetail, GuardNumbers)?>(async db =>
    {
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == batchId && b.Tenant == tenant.TenantId);
        return batch is null ? null : (batch, await DetailAsync(db, batch, time.GetUtcNow()), await numbers.ShownAsync(db));
    });

    private async Task<BatchDetail> DetailAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now)
    {
        var lastMinute = now.AddMinutes(-1);
        var sending = await budget.ReadAsync(db, tenant.TenantId, now, default);
        var caps = await SendCaps.ReadAsync(db, tenant.TenantId, await numbers.ShownAsync(db), now, default);
        var timeline = await db.AuditEntries.Where(e => e.BatchId == batch.Id).OrderByDescending(e => e.Seq).Take(TimelineEntries).ToListAsync();
        return new BatchDetail
        {
            Row = (await RowsAsync(db, [batch], options.Value, now, default))[0],
            NextUser = batch.NextUser,
            SendsAs = batch.SendsAs.UserPrincipalName,
            SentLastMinute = await db.Attempts.CountAsync(a => a.BatchId == batch.Id && a.Tenant == tenant.TenantId && a.IntentAt > lastMinute),
            CapReached = await CapReachedAsync(db, batch, caps),
            ExpectedSentBy = await ExpectedAsync(db, batch, sending, caps, now, default),
            TenantApprovals = await ShownTenantApprovals.OfAsync(db, batch, default),
            Waves = await WaveQueries.OfAsync(db, batch, now, default),
            Sites = await SiteQueries.OfAsync(db, batch, now, default),
            RatePerMinute = sending.PerMinute,
            HeldUntil = sending.HeldUntil,
            BudgetLeft = sending.LeftThisMinute,
            BudgetPerMinute = budget.PerMinute,
            Timeline = [.. timeline.Select(AuditRows.Shown)],
        };
    }

    /// <summary>Batches as rows, in the order given.</summary>
    internal static async Task<IReadOnlyList<BatchRow>> RowsAsync(ConsoleDbContext db, IReadOnlyList<Batch> batches, GuardOptions options, DateTimeOffset now, CancellationToken stop)
    {
        var ids = batches.Select(b => b.Id).ToList();
        var counts = await db.Requests.Where(r => ids.Contains(r.BatchId)).GroupBy(r => new { r.BatchId, r.State })
            .Select(g => new { g.Key.BatchId, g.Key.State, Count = g.Count() }).ToListAsync(stop);
        var byBatch = counts.ToLookup(c => c.BatchId);
        return [.. batches.Select(b => new BatchRow
        {
            Id = b.Id,
            Kind = b.Kind,
            State = b.State,
            StateReason = b.StateReason,
            ConfirmedAt = b.ConfirmedAt,
            ConfirmedBy = b.ConfirmedBy.Name,
            Justification = b.Justification,
            Ticket = b.Ticket,
            WaitsForApproval = Approvals.Waits(b),
            Timing = ShownTiming.Of(b, options, now),
            Counts = byBatch[b.Id].ToDictionary(c => c.State, c => c.Count),
        })];
    }

    private IQueryable<Batch> Matching(ConsoleDbContext db, BatchQuery query)
    {
        var found = db.Batches.Where(b => b.Tenant == tenant.TenantId);
        if (query.State is { } state)
            found = found.Where(b => b.State == state);
        if (query.Kind is { } kind)
            found = found.Where(b => b.Kind == kind);
        if (string.IsNullOrWhiteSpace(query.Text))
            return found;
        var pattern = LikePattern.Containing(query.Text);
        return found.Where(b => EF.Functions.Like(LikePattern.Fold(b.Justification), pattern, LikePattern.Escape)
            || EF.Functions.Like(LikePattern.Fold(b.Ticket!), pattern, LikePattern.Escape)
            || db.Requests.Any(r => r.BatchId == b.Id && (EF.Functions.Like(LikePattern.Fold(r.Name), pattern, LikePattern.Escape) || EF.Functions.Like(LikePattern.Fold(r.Serial!), pattern, LikePattern.Escape))));
    }

    private static async Task<string?> CapReachedAsync(ConsoleDbContext db, Batch batch, SendCaps caps) =>
        batch.State == BatchState.Running && !Approvals.Waits(batch) && await db.Requests.AnyAsync(r => r.BatchId == batch.Id && r.State == DeviceState.Planned && r.Wave <= batch.OpenWave)
            ? (await caps.RefuseAsync(db, batch, null, default))?.Message
            : null;

    /// <summary>What waits in this batch and in running ones confirmed earlier, at the present rate.</summary>
    private static async Task<DateTimeOffset?> ExpectedAsync(ConsoleDbContext db, Batch batch, SendBudgetNow sending, SendCaps caps, DateTimeOffset now, CancellationToken stop)
    {
        if (batch.State != BatchState.Running || Approvals.Waits(batch) || sending.PerMinute < 1)
            return null;
        var waiting = db.Requests.Where(r => r.State == DeviceState.Planned || r.State == DeviceState.Throttled);

        // Nobody knows when the next wave opens, when somebody approves, nor when a site has room again.
        if (batch.Sites > 0 || batch.OpenWave < batch.Waves - 1 || !await waiting.AnyAsync(r => r.BatchId == batch.Id, stop))
            return null;
        var earlier = db.Batches.Where(b => b.Tenant == batch.Tenant && b.State == BatchState.Running && b.ConfirmedAt < batch.ConfirmedAt).Where(Approvals.IsThere);
        var before = await waiting.CountAsync(r => r.BatchId == batch.Id || earlier.Any(b => b.Id == r.BatchId && r.Wave <= b.OpenWave), stop);

        // Beyond what a cap leaves it is not the rate that decides.
        return before > caps.LeftFor(batch.SendsAs.Id) ? null : ShownTiming.Expected(batch, sending.HeldUntil ?? now, TimeSpan.FromMinutes((double)before / sending.PerMinute));
    }
}
