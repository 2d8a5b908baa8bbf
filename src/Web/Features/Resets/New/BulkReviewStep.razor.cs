using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>The review of a long list: counts by group and reason at once, rows by page, and the way on shut until every device was read live.</summary>
public sealed partial class BulkReviewStep
{
    private BulkReview Bulk => Review.Bulk!;

    private IEnumerable<(ReviewStanding Standing, string Title, string Lead)> Groups =>
    [
        (ReviewStanding.Ready, $"Will be {Done}", "Nothing speaks against these."),
        (ReviewStanding.Attention, "Needs your attention", $"These will be {Done} as well. Read why they are listed apart, and take out what you are not sure of."),
        (ReviewStanding.Released, "Released by a person", $"Refused by default, and released with a reason: these will be {Done}."),
        (ReviewStanding.NeedsRelease, "Refused by default – release?", "These stay as they are unless you release them one by one, each with a reason."),
        (ReviewStanding.Refused, "Refused", "These cannot be released here. What the inventory refuses is not read live: sync and review again if it is out of date."),
        (ReviewStanding.Unreadable, "Could not be read", "A device that cannot be read is refused. Review again later."),
    ];

    private string Summary
    {
        get
        {
            var refused = Bulk.Of(ReviewStanding.NeedsRelease) + Bulk.Of(ReviewStanding.Refused) + Bulk.Of(ReviewStanding.Unreadable);
            var noted = Bulk.Of(ReviewStanding.Attention) + Bulk.Of(ReviewStanding.Released);
            var sent = Words.Count(Review.Sent, "device");
            return $"{(Review.Complete ? $"{sent} will be" : $"So far: {sent} would be")} {Done}{(noted == 0 ? "" : $", {Count(noted)} of them with something to note")}.{(refused == 0 ? "" : $" {Words.Count(refused, "device is", "devices are")} refused.")}";
        }
    }

    /// <summary>Hybrid joined devices, in the main.</summary>
    private int Wipeable => Review.Kind == OrderKind.AutopilotReset ? Bulk.Wipeable : 0;

    private Task WipeInsteadAsync(int shown) => Attempt.RunAsync(async () =>
    {
        var outcome = await Desk.WipeInsteadAsync(await Current.GetAsync(), Review.Id, shown, CancellationToken.None);
        if (!outcome.IsRefused)
            await Go.InvokeAsync(new NewResetAddress { Step = Step.Review, Kind = OrderKind.Wipe, SelectionId = outcome.Value });
        return outcome.Refused;
    });

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static bool TakesOut(ReviewStanding standing) => standing is ReviewStanding.Ready or ReviewStanding.Attention or ReviewStanding.Released;
}
