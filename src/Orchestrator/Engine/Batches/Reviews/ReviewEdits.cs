using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Changes to a review before it is confirmed. Each gives the list another hash, which voids a confirmation typed against the old one.</summary>
internal sealed class ReviewEdits(ConsoleDatabase database, CommandDesk desk, PresentNumbers numbers)
{
    public Task<Outcome<Done>> TakeOutAsync(Admin admin, Guid reviewId, string deviceKey, CancellationToken stop) =>
        EditOneAsync(admin, "review.take-out", reviewId, deviceKey, device =>
        {
            device.TakenOut = true;
            return null;
        }, stop);

    public async Task<Outcome<Done>> ReleaseAsync(Admin admin, Guid reviewId, string deviceKey, string reason, CancellationToken stop)
    {
        var no = await numbers.RefuseReasonAsync(reason, "The reason of a release");
        return await EditOneAsync(admin, "review.release", reviewId, deviceKey, device =>
        {
            if (no is not null)
                return no;
            if (device.ReadAt is null || device.Error is not null || device.Judgement is not { Verdict: Verdict.Release })
                return new Refused("not-releasable", $"{PlainText.Line(device.Name)} cannot be released: {Why(device)}");
            device.ReleasedBecause = reason.Trim();
            return null;
        }, stop);
    }

    /// <summary>Only of a long review, whose rows have their group in a column; those that are being read at this moment stay out all the same.</summary>
    public Task<Outcome<int>> TakeOutAllAsync(Admin admin, Guid reviewId, ReviewStanding standing, string? reason, CancellationToken stop) =>
        EditAsync(admin, new Command("review.take-out-all", Detail: $"{standing} {PlainText.Line(reason)} of review {reviewId}"), reviewId, async (db, review) =>
        {
            if (review.Bulk is null)
                return new Refused("review-short", "The devices of this review are taken out one by one.");
            var standings = BulkStandings.Of(standing);
            return (Outcome<int>)await db.Set<ReviewDeviceRow>().Where(d => d.ReviewId == reviewId && !d.TakenOut && standings.Contains(d.Standing) && d.Reason == reason).ExecuteUpdateAsync(
                d => d.SetProperty(x => x.TakenOut, true).SetProperty(x => x.Standing, BulkStandings.TakenOut).SetProperty(x => x.Line, (byte[]?)null), stop);
        }, stop);

    private Task<Outcome<Done>> EditOneAsync(Admin admin, string command, Guid reviewId, string deviceKey, Func<ReviewDeviceRow, Refused?> edit, CancellationToken stop) =>
        EditAsync(admin, new Command(command, Detail: $"{deviceKey} of review {reviewId}"), reviewId, async (db, _) =>
        {
            if (await db.Set<ReviewDeviceRow>().FirstOrDefaultAsync(d => d.ReviewId == reviewId && d.Key == deviceKey && !d.TakenOut, stop) is not { } device)
                return new Refused("device-not-found", $"Device {deviceKey} is not in this review.");
            if (edit(device) is { } no)
                return no;
            device.Settle();
            return (Outcome<Done>)default(Done);
        }, stop);

    private Task<Outcome<T>> EditAsync<T>(Admin admin, Command command, Guid reviewId, Func<ConsoleDbContext, ReviewRow, Task<Outcome<T>>> edit, CancellationToken stop) =>
        desk.RunAsync(admin, command, account => database.WriteAsync(async db =>
        {
            if (await db.Set<ReviewRow>().FirstOrDefaultAsync(r => r.Id == reviewId && r.OwnerId == account.Id, stop) is not { } review)
                return ReviewStore.NotFound(reviewId);
            if (review.BatchId is not null)
                return ReviewStore.Confirmed(review);
            var outcome = await edit(db, review);
            if (outcome.IsRefused)
                return outcome;
            review.Version++;
            db.Announce(ChangeKind.Review, reviewId);
            return outcome;
        }, stop), stop);

    private static string Why(ReviewDeviceRow device) => device switch
    {
        { ReadAt: null } => "it has not been read yet.",
        { Error: { } error } => error,
        { Judgement.Verdict: Verdict.Refused } => "it is refused, and a refusal cannot be overridden here.",
        _ => "it needs no release.",
    };
}
