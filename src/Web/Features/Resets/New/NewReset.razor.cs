using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Choose → Review → Plan → Confirm. Each step is an address; the choice, the review and what is planned are kept on the server.</summary>
public sealed partial class NewReset
{
    private NewResetAddress _address = new();
    private LoadState<Review>? _load;
    private Review? _review;
    private PlanDraft _plan = new();
    private Refused? _refused;
    private bool _cameFromStep;
    private Guards? _guards;

    [Inject] private IResetDesk Desk { get; set; } = null!;

    [Inject] private IGuardRoom Room { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    /// <summary>The step in the address; it is not shown before what it builds on is there.</summary>
    private Step Shown => _address.Step == Step.Choose || _review is null || _review.Id != _address.ReviewId ? _address.Step : ReachedStep(_review);

    protected override void ReadAddress() => _address = NewResetAddress.Parse(Navigation.Uri);

    private Step ReachedStep(Review review)
    {
        if (_address.Step <= Step.Review || ConfirmGate.OfReview(review).Count > 0)
            return Step.Review;
        return _address.Step == Step.Plan || ConfirmGate.OfPlan(_plan, review, _guards!, Time.GetUtcNow()).Count > 0 ? Step.Plan : Step.Confirm;
    }

    private string AddressOf(Step step) => (_address with { Step = step }).ToString();

    private void Go(NewResetAddress address)
    {
        _cameFromStep = true;
        GoTo(address.ToString());
    }

    private async Task KeepAsync(PlanDraft plan)
    {
        _plan = plan;
        if (_address.ReviewId is { } id)
            await Drafts.KeepAsync(PlanDraft.Of(id), plan);
    }

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
        _guards = await Room.GetAsync(admin, stop);
        var review = await Desk.GetReviewAsync(admin, id, stop);

        // Once: while somebody types, a live update must not put an older text back.
        if (review is not null && _review?.Id != id)
            _plan = await Drafts.FindAsync<PlanDraft>(PlanDraft.Of(id), stop) ?? PlanDraft.Beginning(review);
        _review = review;
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
