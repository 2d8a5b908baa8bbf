using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Shows what would happen to each device and why some are refused; devices are taken out or released here.</summary>
public sealed partial class ReviewStep
{
    private ReviewedDevice? _asked;
    private Attempt _attempt = null!;
    private bool _asking;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private ILogger<ReviewStep> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    /// <summary>The review was changed here and should be read again.</summary>
    [Parameter, EditorRequired] public EventCallback Changed { get; set; }

    private ReviewGroups Groups { get; set; } = new([], [], [], [], [], []);

    private IReadOnlyList<string> Missing { get; set; } = [];

    private string Done => ResetWords.Done(Review.Kind);

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

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    protected override void OnParametersSet()
    {
        Groups = ReviewGroups.Of(Review);
        Missing = ConfirmGate.OfReview(Review);
    }

    // A wipe is a review of its own; it never shares a batch with a reset.
    private bool OffersWipe(ReviewedDevice device) =>
        Review.Kind == OrderKind.AutopilotReset && device.Judgement.Reasons.Any(r => r.Alternative == Alternative.FullWipe);

    private List<ReviewedDevice> Wipeable => [.. Groups.Refused.Where(OffersWipe)];

    private void Ask(ReviewedDevice device) => (_asked, _asking) = (device, true);

    private Task TakeOutAsync(ReviewedDevice device) => _attempt.RunAsync(async () =>
    {
        var outcome = await Desk.TakeOutAsync(await Current.GetAsync(), Review.Id, device.Key, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task<Refused?> ReleaseAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        if (_asked is null)
            return null;
        var outcome = await Desk.ReleaseAsync(await Current.GetAsync(), Review.Id, _asked.Key, reason, CancellationToken.None);
        await Changed.InvokeAsync();
        return outcome.Refused;
    });

    private Task WipeInsteadAsync(params IEnumerable<ReviewedDevice> devices) => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), new Choice.Keys([.. devices.Select(d => d.Key)]), CancellationToken.None);
        if (outcome.Value is { } selection)
            await Go.InvokeAsync(new NewResetAddress { Step = Step.Review, Kind = OrderKind.Wipe, SelectionId = selection.Id });
        return outcome.Refused;
    });
}
