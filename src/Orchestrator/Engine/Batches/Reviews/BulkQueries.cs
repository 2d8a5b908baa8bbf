using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Counts and pages of a long review. All is found in one index; rows are only read where they are shown.</summary>
internal sealed class BulkQueries(ConsoleDatabase database)
{
    public Task<IReadOnlyList<ReviewedDevice>> PageAsync(Admin admin, Guid reviewId, ReviewFilter filter, int skip, int take, CancellationToken stop) =>
        database.ReadAsync<IReadOnlyList<ReviewedDevice>>(async db =>
        {
            var owner = Account.Of(admin).Id;
            if (!await db.Set<ReviewRow>().AnyAsync(r => r.Id == reviewId && r.OwnerId == owner, stop))
                return [];
            var places = await Rows(db, reviewId, filter).OrderBy(d => d.Position).Select(d => d.Position)
                .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 0, Review.MostListed)).ToListAsync(stop);
            var rows = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && places.Contains(d.Position)).OrderBy(d => d.Position).ToListAsync(stop);
            return [.. rows.Where(d => !d.TakenOut).Select(d => d.Shown())];
        });

    /// <summary>What is counted of a long review.</summary>
    public static async Task<BulkTally> TallyAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop)
    {
        var groups = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id).GroupBy(d => new { d.Standing, d.Reason })
            .Select(g => new BulkGroup(g.Key.Standing, g.Key.Reason, g.Count(), g.Min(d => d.Position))).ToListAsync(stop);
        return new BulkTally(review, groups);
    }

    /// <summary>The lines of what will be sent, as the frozen list's hash has them.</summary>
    public static async Task<string> HashAsync(ConsoleDbContext db, ReviewRow review, CancellationToken stop)
    {
        var lines = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == review.Id && BulkStandings.Sent.Contains(d.Standing)).Select(d => d.Line).ToListAsync(stop);
        return FrozenList.Hash(review.Kind, lines.Select(l => l ?? throw new InvalidOperationException($"Review {review.Id} has a device that is sent and has no identity.")));
    }

    public static async Task<BulkReview> ShowAsync(ConsoleDbContext db, BulkTally tally, CancellationToken stop)
    {
        var shown = tally.Groups.Where(g => BulkStandings.Of(g.Standing) is not null).ToList();
        var examples = shown.Where(g => g.Reason is not null).Select(g => g.First).ToList();
        var judged = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == tally.Review.Id && examples.Contains(d.Position))
            .Select(d => new { d.Position, d.Judgement }).ToDictionaryAsync(d => d.Position, d => d.Judgement, stop);
        return new BulkReview
        {
            InventoryAt = tally.Review.InventoryAt ?? tally.Review.CreatedAt,
            Judged = tally.Review.JudgedAt is not null,
            Finished = tally.Review.FinishedAt is not null,
            Failure = tally.Review.Failure,
            Counts =
            [
                .. shown.GroupBy(g => (Standing: BulkStandings.Of(g.Standing)!.Value, g.Reason))
                    .Select(g => Count(g.Key.Standing, g.Key.Reason, g.First().First, g.Sum(x => x.Count)))
                    .OrderBy(c => c.Standing).ThenByDescending(c => c.Count).ThenBy(c => c.Reason, StringComparer.Ordinal),
            ],
        };

        ReviewCount Count(ReviewStanding standing, string? code, int example, int count)
        {
            var reason = judged.GetValueOrDefault(example)?.Reasons.FirstOrDefault(r => r.Code == code);
            return new ReviewCount(standing, code, reason?.Text, count) { Instead = reason?.Alternative };
        }
    }

    private static IQueryable<ReviewDeviceRow> Rows(ConsoleDbContext db, Guid reviewId, ReviewFilter filter)
    {
        var rows = db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && d.Standing != BulkStandings.TakenOut);
        if (filter.Standing is { } standing)
        {
            var both = BulkStandings.Of(standing);
            rows = rows.Where(d => both.Contains(d.Standing));
        }

        if (filter.Sent)
            rows = rows.Where(d => BulkStandings.Sent.Contains(d.Standing));
        return filter.Reason is { } reason ? rows.Where(d => d.Reason == reason) : rows;
    }
}

/// <param name="Standing">As <see cref="BulkStandings"/> has it.</param>
/// <param name="First">Position of the first device.</param>
internal sealed record BulkGroup(int Standing, string? Reason, int Count, int First);

/// <summary>How far a long review is.</summary>
internal sealed record BulkTally(ReviewRow Review, IReadOnlyList<BulkGroup> Groups)
{
    /// <summary>Rows that were not taken out, and those that the inventory has yet to answer for.</summary>
    public int Total => Review.Bulk!.Value - Groups.Where(g => g.Standing == BulkStandings.TakenOut).Sum(g => g.Count);

    public int Settled => Groups.Where(g => BulkStandings.IsSettled(g.Standing)).Sum(g => g.Count);

    public int Sent => Groups.Where(g => BulkStandings.Sent.Contains(g.Standing)).Sum(g => g.Count);
}
