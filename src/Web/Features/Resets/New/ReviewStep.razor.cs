using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Shows what would happen to each device and why some are refused; devices are taken out or released here.</summary>
public sealed partial class ReviewStep
{
    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    private ReviewGroups Groups { get; set; } = new([], [], [], [], [], []);

    private string Summary
    {
        get
        {
            var refused = Groups.NeedsRelease.Count + Groups.Refused.Count + Groups.Unreadable.Count;
            var noted = Groups.Attention.Count + Groups.Released.Count;
            var attention = noted == 0 ? "" : $", {noted} of them with something to note";
            var rest = refused == 0 ? "" : $" {Words.Count(refused, "device is", "devices are")} refused.";
            return $"{Words.Count(Groups.WillBeSent, "device", "devices")} will be {Done}{attention}.{rest}";
        }
    }

    protected override void OnParametersSet() => Groups = ReviewGroups.Of(Review);

    // A wipe is a review of its own; it never shares a batch with a reset.
    private bool OffersWipe(ReviewedDevice device) =>
        Review.Kind == OrderKind.AutopilotReset && device.Judgement.Reasons.Any(r => r.Alternative == Alternative.FullWipe);

    private List<ReviewedDevice> Wipeable => [.. Groups.Refused.Where(OffersWipe)];

    private Task WipeInsteadAsync(params IEnumerable<ReviewedDevice> devices) => Attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), new Choice.Keys([.. devices.Select(d => d.Key)]), CancellationToken.None);
        if (outcome.Value is { } selection)
            await Go.InvokeAsync(new NewResetAddress { Step = Step.Review, Kind = OrderKind.Wipe, SelectionId = selection.Id });
        return outcome.Refused;
    });
}
