using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>Who comes next, why, for which ticket, in which waves, with how many of a site at a time and when.</summary>
public sealed partial class PlanStep : IDisposable
{
    private static readonly TimeSpan KeepGap = TimeSpan.FromMilliseconds(400);
    private Coalescer? _keeping;
    private NextUser? _next;
    private string? _ticket, _justification;
    private WaveDraft _waves = new();
    private SiteDraft _sites = new();
    private WhenDraft _when = new();
    private bool _taken, _findingGroups;

    [Parameter, EditorRequired] public required Review Review { get; set; }

    [Parameter, EditorRequired] public required NewResetAddress Address { get; set; }

    /// <summary>What was written before.</summary>
    [Parameter, EditorRequired] public required PlanDraft Plan { get; set; }

    /// <summary>What ticket and justification must be like.</summary>
    [Parameter, EditorRequired] public required Guards Guards { get; set; }

    /// <summary>Goes to another step.</summary>
    [Parameter, EditorRequired] public EventCallback<NewResetAddress> Go { get; set; }

    /// <summary>Keeps what was typed, as a draft on the server.</summary>
    [Parameter, EditorRequired] public EventCallback<PlanDraft> Keep { get; set; }

    [Inject] private TimeProvider Time { get; set; } = null!;

    private int Sent => Review.Sent;

    private IReadOnlyList<string> MissingNow => ConfirmGate.OfPlan(Planned, Review, Guards, Time.GetUtcNow());

    private PlanDraft Planned => new(_next, Trimmed(_ticket), Trimmed(_justification), _waves, _when, _sites);

    /// <summary>The cap as chosen, of this review; <c>null</c>: none, or something is wrong with it.</summary>
    private CapOfReview? Capped => Planned.SitesOf(Review).Cap is { } cap ? new CapOfReview(Review.Id, cap) : null;

    private (Timing? Timing, IReadOnlyList<string> Mistakes) When => Planned.TimingOf(Time.GetUtcNow(), Guards.ConfirmationValidHours);

    public void Dispose() => _keeping?.Dispose();

    protected override void OnInitialized() => _keeping = new Coalescer(Time, KeepGap, KeepInBackgroundAsync);

    // Taken once: while somebody types, a live update must not put an older text back.
    protected override void OnParametersSet()
    {
        if (_taken)
            return;
        (_taken, _next, _ticket, _justification) = (true, Plan.Next, Plan.Ticket, Plan.Justification);
        (_waves, _when, _sites) = (Plan.Waves ?? new WaveDraft(), Plan.When ?? new WhenDraft(), Plan.Sites ?? new SiteDraft());
    }

    private void Choose(NextUser next)
    {
        _next = next;
        KeepSoon();
    }

    private void ChooseWaves(WaveDraft waves)
    {
        _waves = waves;
        KeepSoon();
    }

    private void ChooseSites(SiteDraft sites)
    {
        _sites = sites;
        KeepSoon();
    }

    private void ChooseWhen(WhenDraft when)
    {
        _when = when;
        KeepSoon();
    }

    // While somebody types, at most every 0.4 s, so that a refresh in the middle of a sentence loses next to nothing.
    private void KeepSoon() => _keeping?.Signal();

    private Task KeepAsync() => Keep.InvokeAsync(Planned);

    private async Task KeepInBackgroundAsync()
    {
        try
        {
            await InvokeAsync(KeepAsync);
        }
        catch (ObjectDisposedException)
        {
            // The page went away; leaving a field had kept what was in it.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ContinueAsync()
    {
        if (MissingNow.Count > 0)
            return;
        await KeepAsync();
        await Go.InvokeAsync(Address with { Step = Step.Confirm });
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Title(NextUser next) => next switch
    {
        NextUser.SamePerson => "The same person",
        NextUser.SomebodyElse => "Somebody else",
        _ => "Nobody yet: it goes to the pool",
    };

    private string Consequence(NextUser next) => (Review.Kind, next) switch
    {
        (OrderKind.Wipe, NextUser.SamePerson) => "They set it up and enrol it again; Intune then knows it under a new id.",
        (OrderKind.Wipe, NextUser.SomebodyElse) => "Whoever sets it up next becomes primary user and owner. An Autopilot identity still assigned to the old user should be unassigned.",
        (OrderKind.Wipe, _) => "It lies there without a record in Intune until somebody sets it up.",
        (_, NextUser.SamePerson) => "The same primary user and owner afterwards count as clean.",
        (_, NextUser.SomebodyElse) => "The old primary user and owner must be gone. If one is left behind, or back again without a fresh sign-in, you get a finding to repair.",
        _ => "Primary user and owner must be empty until somebody signs in. If an old one is left behind, you get a finding to repair.",
    };
}
