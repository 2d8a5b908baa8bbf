using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>The last look: every name and serial, the audit's text, and the number or serial typed by hand.</summary>
public sealed partial class ConfirmStep
{
    /// <summary>Devices in view of a long list; not fewer than the audit's text names.</summary>
    private const int Page = 200;

    private string? _typed, _fault, _shownHash;
    private Refused? _refused;
    private bool _sending, _listChanged;
    private int _skip;
    private Attempt _turning = null!;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ILogger<ConfirmStep> Logger { get; set; } = null!;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    [Parameter, EditorRequired] public required PlanDraft Plan { get; set; }

    /// <summary>How long a confirmation and a late start are good for.</summary>
    [Parameter, EditorRequired] public required Guards Guards { get; set; }

    private bool IsWipe => Review.Kind == OrderKind.Wipe;

    private int Count => Review.Sent;

    private bool BySerial => TypedConfirmation.IsSerial(Review.Kind, Count);

    /// <summary>In view: all of them, or a page of a long list.</summary>
    private IReadOnlyList<ReviewedDevice> Devices { get; set; } = [];

    /// <summary>Those that the audit's text names.</summary>
    private IReadOnlyList<ReviewedDevice> Named { get; set; } = [];

    private bool IsHybrid => Named.Any(d => string.Equals(d.Facts?.Entra?.TrustType, "ServerAd", StringComparison.OrdinalIgnoreCase));

    private IReadOnlyList<string> MissingNow => Named.Count == 0 ? [_turning.Busy ? "The devices are being fetched." : "The devices have to be fetched first."] : ConfirmGate.OfTyping(Review, Named.Count > 0 ? Named[0] : null, _typed);

    private string Text => ConfirmationText.For(
        Review.Kind, [.. Named.Select(d => (d.Facts?.Name ?? d.Name, d.Facts?.Serial))], Count, Plan.Next.GetValueOrDefault(), Plan.Justification ?? "", Plan.Ticket,
        WaveWords.Of(Waves, Count), TimingWords.Of(When), SiteWords.Of(Sites));

    private WavePlan? Waves => Plan.WavesOf(Review).Plan;

    private SiteCap? Sites => Plan.SitesOf(Review).Cap;

    private Timing? When => Plan.TimingOf(Time.GetUtcNow(), Guards.ConfirmationValidHours).Timing;

    private string ButtonText => $"{(IsWipe ? "Wipe" : "Reset")} {(BySerial ? SafeText.Of(Named.Count > 0 ? Named[0].Name : "") : Words.Count(Count, "device"))}";

    private string ListTitle => $"{(Count == 1 ? "This device" : $"These {Words.Count(Count, "device")}")} will be {ResetWords.Done(Review.Kind)}";

    protected override void OnInitialized() => _turning = new Attempt(Logger);

    // What was typed was typed for the list that was in view.
    protected override async Task OnParametersSetAsync()
    {
        var changed = _shownHash != Review.FrozenHash;
        if (_shownHash is not null && changed)
            (_typed, _listChanged) = (null, true);
        _shownHash = Review.FrozenHash;
        if (Review.Bulk is null)
        {
            Devices = Named = [.. Review.Devices.Where(d => d.WillBeSent)];
        }
        else if (changed)
        {
            await FetchAsync();
        }
    }

    private async Task FetchAsync()
    {
        Devices = Named = [];
        await GoToAsync(0);
        Named = Devices;
    }

    private Task GoToAsync(int skip) => _turning.ReadAsync(async () => (Devices, _skip) =
        (await Desk.GetReviewedAsync(await Current.GetAsync(), Review.Id, new ReviewFilter(Sent: true), skip, Page, CancellationToken.None), skip));

    private async Task ConfirmAsync()
    {
        // A second click may be on its way before the button is shut.
        if (_sending || MissingNow.Count > 0 || Plan.Next is not { } next)
            return;

        // A start that has passed meanwhile must not become one at once: the list goes out when it was meant to, or is planned anew.
        // Read once: what was judged is what is sent.
        var (timing, mistakes) = Plan.TimingOf(Time.GetUtcNow(), Guards.ConfirmationValidHours);
        if (mistakes.Count > 0)
        {
            _refused = new Refused("timing", $"{string.Join(' ', mistakes)} Go back to the plan.");
            return;
        }

        _sending = true;
        (_refused, _fault, _listChanged) = (null, null, false);
        try
        {
            var outcome = await Desk.ConfirmAsync(await Current.GetAsync(), ToConfirm(next, timing), CancellationToken.None);
            _refused = outcome.Refused;
            if (!outcome.IsRefused)
            {
                Navigation.NavigateTo($"/resets/{outcome.Value}");
                return;
            }
        }
        catch (Exception fault)
        {
            LogUnsure(Review.Id, fault);
            _fault = fault.Message;
        }

        _sending = false;
    }

    private Confirmation ToConfirm(NextUser next, Timing? timing) => new()
    {
        ReviewId = Review.Id,
        FrozenHash = Review.FrozenHash,
        NextUser = next,
        TypedCount = BySerial ? null : _typed?.Trim(),
        TypedSerial = BySerial ? _typed?.Trim() : null,
        Justification = Plan.Justification ?? "",
        Ticket = Plan.Ticket,
        Waves = Waves,
        Timing = timing,
        Sites = Sites,
    };

    [LoggerMessage(EventId = 4301, Level = LogLevel.Error, Message = "It is not known whether review {ReviewId} was confirmed")]
    private partial void LogUnsure(Guid reviewId, Exception fault);
}
