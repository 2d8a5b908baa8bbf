using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Resets.New;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Schedules;

/// <summary>Schedules with their next occurrences, and their drafts, which anybody who may act takes to a review.</summary>
public sealed partial class SchedulesPage
{
    private LoadState<ScheduleView>? _load;
    private Attempt _attempt = null!;
    private Asked? _asked;
    private ScheduleRow? _edited;
    private bool _making;

    private enum Act { Pause, Delete, Dismiss }

    [Inject] private IScheduleRoom Room { get; set; } = null!;

    [Inject] private IDeviceCatalogue Catalogue { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private ILogger<SchedulesPage> Logger { get; set; } = null!;

    private string Title => _asked switch
    {
        { Act: Act.Pause } => $"Pause “{SafeText.Of(_asked.Name)}”",
        { Act: Act.Delete } => $"Delete “{SafeText.Of(_asked.Name)}”",
        _ => $"Dismiss a draft of “{SafeText.Of(_asked?.Name)}”",
    };

    private string Meaning => _asked?.Act switch
    {
        Act.Pause => "No draft is made until somebody resumes it. Drafts that wait already may still be confirmed.",
        Act.Delete => "It makes no more drafts, and those that wait go with it. Batches that were confirmed from its drafts stay and go on.",
        _ => "Nothing is sent for this occurrence. The schedule goes on with the next one.",
    };

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    private async Task<ScheduleView?> ReadAsync(CancellationToken stop) => await Room.GetAsync(await Current.GetAsync(), stop);

    private Task ReadAgainAsync() => _load?.ReloadAsync() ?? Task.CompletedTask;

    // The draft's frozen list becomes a choice of this person's own, and the review reads every device anew.
    private Task OpenAsync(DraftRow draft) => _attempt.RunAsync(async () =>
    {
        var outcome = await Catalogue.SelectAsync(await Current.GetAsync(), new Choice.Draft(draft.Id), CancellationToken.None);
        if (outcome.Value is { } selection)
            Navigation.NavigateTo(new NewResetAddress { Step = Step.Review, SelectionId = selection.Id }.ToString());
        else
            await ReadAgainAsync();
        return outcome.Refused;
    });

    private Task ResumeAsync(ScheduleRow schedule) => _attempt.RunAsync(async () =>
    {
        var outcome = await Room.ResumeAsync(await Current.GetAsync(), schedule.Id, CancellationToken.None);
        await ReadAgainAsync();
        return outcome.Refused;
    });

    private Task<Refused?> ActAsync(string reason) => _attempt.AnswerAsync(async () =>
    {
        if (_asked is not { } asked)
            return null;
        var admin = await Current.GetAsync();
        var outcome = await (asked.Act switch
        {
            Act.Pause => Room.PauseAsync(admin, asked.Id, reason, CancellationToken.None),
            Act.Delete => Room.DeleteAsync(admin, asked.Id, reason, CancellationToken.None),
            _ => Room.DismissAsync(admin, asked.Id, reason, CancellationToken.None),
        });
        await ReadAgainAsync();
        return outcome.Refused;
    });

    private sealed record Asked(Act Act, Guid Id, string Name);
}
