using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>A review shows the devices as they were when they were read; after a while that says nothing any more.</summary>
internal static class ReviewAge
{
    /// <summary>
    /// A long review takes longer to be read than it may be old: it holds for so long after its end, and never longer than <see cref="GuardOptions.LongReviewValidHours"/>
    /// after its beginning.
    /// </summary>
    public static Refused? Refuse(ReviewRow review, GuardOptions options, DateTimeOffset now) =>
        review.FinishedAt is not { } end || end > now || now - end > TimeSpan.FromMinutes(options.ReviewValidMinutes) || now - review.CreatedAt > TimeSpan.FromHours(options.LongReviewValidHours)
            ? new Refused("review-expired", $"The devices were read from {review.CreatedAt:u} to {review.FinishedAt:u}: that must be no more than {options.ReviewValidMinutes} minutes ago, and all of it within {options.LongReviewValidHours} hours. Read them again.")
            : null;

    public static Refused? Refuse(IReadOnlyList<ReviewDeviceRow> devices, GuardOptions options, DateTimeOffset now)
    {
        if (devices.Count == 0)
            return null;
        var oldest = devices.Min(d => d.ReadAt ?? DateTimeOffset.MinValue);
        var newest = devices.Max(d => d.ReadAt ?? DateTimeOffset.MinValue);
        return newest > now || now - oldest > TimeSpan.FromMinutes(options.ReviewValidMinutes)
            ? new Refused("review-expired", $"The devices were read at {oldest:u}, which is not within the last {options.ReviewValidMinutes} minutes. Read them again.")
            : null;
    }
}
