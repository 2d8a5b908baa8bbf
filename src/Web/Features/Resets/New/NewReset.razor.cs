using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Choose → Review → Plan → Confirm. Each step is an address; the choice and the review are kept on the server.</summary>
public sealed partial class NewReset
{
    private NewResetAddress _address = new();
    private LoadState<Review>? _load;
    private Review? _review;
    private Refused? _refused;
    private bool _cameFromStep;
    private string? _ticketPattern;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private IGuardRoom Guards { get; set; } = null!;

    /// <summary>The step in the address; it is not shown before what it builds on is there.</summary>
    private Step Shown => _address.Step == Step.Choose || _review is null || _review.Id != _address.ReviewId ? _address.Step : ReachedStep(_review);

    protected override void ReadAddress() => _address = NewResetAddress.Parse(Navigation.Uri);

    private Step ReachedStep(Review review)
    {
        if (_address.Step <= Step.Review || ConfirmGate.OfReview(review).Count > 0)
            return Step.Review;
        return _address.Step == Step.Plan || ConfirmGate.OfPlan(_address.Next, _address.Ticket, _address.Justification, _ticketPattern).Count > 0 ? Step.Plan : Step.Confirm;
    }

    private string AddressOf(Step step) => (_address with { Step = step }).ToString();

    private void Go(NewResetAddress address)
    {
        _cameFromStep = true;
        GoTo(address.ToString());
    }

    // What was typed goes into the address without a step back in the history for each field.
    private void Keep(NewResetAddress address) => GoTo(address.ToString(), replace: true);

    private async Task<string?> StartAsync(CancellationToken stop)
    {
        _refused = null;
        if (_address.SelectionId is not { } selectionId)
            return null;
        var admin = await Current.GetAsync();
        if (admin.Level < AccessLevel.Operator)
        {
            _refused = new Refused("read-only", "You may look at resets, not start one.");
            return null;
        }

        var outcome = await Desk.StartReviewAsync(admin, selectionId, _address.Kind, stop);
        if (outcome.IsRefused)
            _refused = outcome.Refused;
        else
            GoTo((_address with { Step = Step.Review, ReviewId = outcome.Value }).ToString(), replace: true);
        return null;
    }

    private async Task<Review?> LoadAsync(CancellationToken stop)
    {
        if (_address.ReviewId is not { } id)
            return null;
        var admin = await Current.GetAsync();
        _ticketPattern = (await Guards.GetAsync(admin, stop)).TicketPattern;
        _review = await Desk.GetReviewAsync(admin, id, stop);
        StateHasChanged();
        return _review;
    }

    private async Task ReloadAsync()
    {
        if (_load is not null)
            await _load.ReloadAsync();
        StateHasChanged();
    }
}
