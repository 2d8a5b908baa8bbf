using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>Changes to a review before it is confirmed. Each gives the list another hash, which voids a confirmation typed against the old one.</summary>
internal sealed class ReviewEdits(ConsoleDatabase database, CommandDesk desk, IOptions<GuardOptions> options)
{
    public Task<Outcome<Done>> TakeOutAsync(Admin admin, Guid reviewId, string deviceKey, CancellationToken stop) =>
        EditAsync(admin, "review.take-out", reviewId, deviceKey, device =>
        {
            device.TakenOut = true;
            return null;
        }, stop);

    public Task<Outcome<Done>> ReleaseAsync(Admin admin, Guid reviewId, string deviceKey, string reason, CancellationToken stop) =>
        EditAsync(admin, "review.release", reviewId, deviceKey, device =>
        {
            if (GivenReasons.Require(reason, "The reason of a release", options.Value) is { } no)
                return no;
            if (device.ReadAt is null || device.Error is not null || device.Judgement is not { Verdict: Verdict.Release })
                return new Refused("not-releasable", $"{PlainText.Line(device.Name)} cannot be released: {Why(device)}");
            device.ReleasedBecause = reason.Trim();
            return null;
        }, stop);

    private Task<Outcome<Done>> EditAsync(Admin admin, string command, Guid reviewId, string deviceKey, Func<ReviewDeviceRow, Refused?> edit, CancellationToken stop) =>
        desk.RunAsync(admin, new Command(command, Detail: $"{deviceKey} of review {reviewId}"), account => database.WriteAsync(async db =>
        {
            if (await ReviewStore.FindAsync(db, account.Id, reviewId, stop) is not var (review, devices))
                return ReviewStore.NotFound(reviewId);
            if (review.BatchId is not null)
                return ReviewStore.Confirmed(review);
            if (devices.FirstOrDefault(d => d.Key == deviceKey) is not { } device)
                return new Refused("device-not-found", $"Device {deviceKey} is not in this review.");
            if (edit(device) is { } no)
                return no;
            review.Version++;
            db.Announce(ChangeKind.Review, reviewId);
            return (Outcome<Done>)default(Done);
        }, stop), stop);

    private static string Why(ReviewDeviceRow device) => device switch
    {
        { ReadAt: null } => "it has not been read yet.",
        { Error: { } error } => error,
        { Judgement.Verdict: Verdict.Refused } => "it is refused, and a refusal cannot be overridden here.",
        _ => "it needs no release.",
    };
}
