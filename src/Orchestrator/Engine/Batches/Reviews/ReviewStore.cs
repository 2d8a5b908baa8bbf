using System.Runtime.CompilerServices;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Finds reviews for those who made them: nobody sees devices that their own reads did not return.</summary>
internal static class ReviewStore
{
    private const int Slice = 500;

    /// <summary><c>null</c> when this account has no such review.</summary>
    public static Task<ReviewRow?> FindAsync(ConsoleDbContext db, string accountId, Guid reviewId, CancellationToken stop) =>
        db.Set<ReviewRow>().FirstOrDefaultAsync(r => r.Id == reviewId && r.OwnerId == accountId, stop);

    /// <summary>The devices that were not taken out, in their order; only of a review that is not long.</summary>
    public static Task<List<ReviewDeviceRow>> DevicesAsync(ConsoleDbContext db, Guid reviewId, CancellationToken stop) =>
        db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && !d.TakenOut).OrderBy(d => d.Position).ToListAsync(stop);

    /// <summary>
    /// The devices of any review that would be sent, in their order and some at a time, untracked. Whether a row is one of them is asked of the row itself, not of
    /// its index.
    /// </summary>
    public static async IAsyncEnumerable<List<ReviewDeviceRow>> ConfirmableAsync(ConsoleDbContext db, Guid reviewId, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var last = -1; ;)
        {
            var slice = await db.Set<ReviewDeviceRow>().AsNoTracking().Where(d => d.ReviewId == reviewId && d.Position > last).OrderBy(d => d.Position).Take(Slice).ToListAsync(stop);
            if (slice.Count == 0)
                yield break;
            last = slice[^1].Position;
            yield return slice.FindAll(FrozenList.IsConfirmable);
        }
    }

    public static Refused NotFound(Guid reviewId) => new("review-not-found", $"There is no review {reviewId} of yours.");

    public static Refused Confirmed(ReviewRow review) =>
        new("already-confirmed", $"This review became batch {review.BatchId}; it cannot be changed or confirmed anew. Start another review.");
}
