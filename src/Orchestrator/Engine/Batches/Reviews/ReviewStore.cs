using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Finds reviews for those who made them: nobody sees devices that their own reads did not return.</summary>
internal static class ReviewStore
{
    /// <summary>The review with the devices that were not taken out, in their order; <c>null</c> when this account has no such review.</summary>
    public static async Task<(ReviewRow Review, List<ReviewDeviceRow> Devices)?> FindAsync(ConsoleDbContext db, string accountId, Guid reviewId, CancellationToken stop)
    {
        var review = await db.Set<ReviewRow>().FirstOrDefaultAsync(r => r.Id == reviewId && r.OwnerId == accountId, stop);
        if (review is null)
            return null;
        var devices = await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && !d.TakenOut).OrderBy(d => d.Position).ToListAsync(stop);
        return (review, devices);
    }

    public static Refused NotFound(Guid reviewId) => new("review-not-found", $"There is no review {reviewId} of yours.");

    public static Refused Confirmed(ReviewRow review) =>
        new("already-confirmed", $"This review became batch {review.BatchId}; it cannot be changed or confirmed anew. Start another review.");
}
