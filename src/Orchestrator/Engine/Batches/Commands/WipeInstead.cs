using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>
/// Chooses what a long review refused and a full wipe could do instead. It sends nothing: the choice is reviewed, confirmed and approved as any wipe is, and never
/// shares a batch with a reset.
/// </summary>
internal sealed class WipeInstead(ConsoleDatabase database, CommandDesk desk, IDeviceCatalogue catalogue)
{
    private static readonly IReadOnlyList<int> Refused = BulkStandings.Of(ReviewStanding.Refused);

    public Task<Outcome<Guid>> ChooseAsync(Admin admin, Guid reviewId, int shown, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("review.wipe-instead", Detail: $"{shown} devices of review {reviewId}"), async account =>
        {
            var review = await database.ReadAsync(db => ReviewStore.FindAsync(db, account.Id, reviewId, stop));
            if (review is null)
                return (Outcome<Guid>)ReviewStore.NotFound(reviewId);
            if (review is not { Bulk: not null, Kind: OrderKind.AutopilotReset })
                return new Refused("no-long-reset", "Only a long review of resets has devices to be wiped instead all at once.");
            if (review.FinishedAt is null)
                return new Refused("review-incomplete", "The devices are still being read. Wait until the review is complete.");
            var keys = await database.ReadAsync(db => KeysAsync(db, reviewId, stop));
            if (keys.Count != shown || keys.Count == 0)
                return new Refused("list-changed", $"{shown} devices were shown to be wiped instead, and they are {keys.Count}. Look at the review again.");
            var selection = await catalogue.SelectAsync(admin, new Choice.Keys(keys), stop);
            return selection.Refused is { } no ? no : selection.Value!.Id;
        }, stop);

    /// <summary>In their order. The row itself says whether a wipe is what its refusal advises.</summary>
    private static async Task<List<string>> KeysAsync(ConsoleDbContext db, Guid reviewId, CancellationToken stop)
    {
        var keys = new List<string>();
        var rows = db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && !d.TakenOut && Refused.Contains(d.Standing)).OrderBy(d => d.Position)
            .Select(d => new { d.Key, d.Judgement }).AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(stop))
        {
            if (row.Judgement is { Verdict: Verdict.Refused } judged && judged.Reasons.Any(r => r is { Verdict: Verdict.Refused, Alternative: Alternative.FullWipe }))
                keys.Add(row.Key);
        }

        return keys;
    }
}
