using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Components;
using AutopilotReset.Web.Components.Parts;
using Microsoft.AspNetCore.Components;

namespace AutopilotReset.Web.Features.Schedules;

/// <summary>Which devices, when, and how far ahead a draft is made of them.</summary>
public sealed partial class MakeSchedule
{
    private static readonly DayOfWeek[] Week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];
    private RecurrenceDraft _when = new();
    private Attempt _attempt = null!;
    private string? _name, _filter;
    private int _ahead;
    private bool _wasOpen;

    [Inject] private IScheduleRoom Room { get; set; } = null!;

    [Inject] private ISavedFilters Filters { get; set; } = null!;

    [Inject] private CurrentAdmin Current { get; set; } = null!;

    [Inject] private PageClock Clock { get; set; } = null!;

    [Inject] private ILogger<MakeSchedule> Logger { get; set; } = null!;

    [Parameter] public bool Open { get; set; }

    [Parameter] public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>Hours ahead that the form begins with.</summary>
    [Parameter, EditorRequired] public int HoursAhead { get; set; }

    /// <summary>The schedule that is changed, as it was in view when somebody asked to; <c>null</c>: one is made.</summary>
    [Parameter] public ScheduleRow? Edited { get; set; }

    /// <summary>A schedule was made or changed.</summary>
    [Parameter, EditorRequired] public EventCallback Made { get; set; }

    private IReadOnlyList<string> MissingNow =>
    [
        .. new[]
        {
            string.IsNullOrWhiteSpace(_name) ? "Give it a name." : null,
            Guid.TryParse(_filter, out _) ? null : "Choose a saved filter.",
            _ahead is < ScheduleForm.LeastHours or > ScheduleForm.MostHours ? $"A draft is made {ScheduleForm.LeastHours} to {ScheduleForm.MostHours} hours ahead." : null,
        }.OfType<string>(),
        .. _when.Read().Mistakes,
    ];

    protected override void OnInitialized() => _attempt = new Attempt(Logger);

    protected override void OnParametersSet()
    {
        if (Open && !_wasOpen)
        {
            _attempt = new Attempt(Logger);
            (_name, _filter, _ahead, _when) = Edited is { } edited
                ? (edited.Name, edited.FilterId.ToString(), edited.HoursAhead, RecurrenceDraft.Of(edited.Recurrence, Clock.Zone.Id))
                : (null, null, HoursAhead, new RecurrenceDraft { Zone = Clock.Zone.Id });
        }

        _wasOpen = Open;
    }

    private async Task<IReadOnlyList<SavedFilter>?> ReadAsync(CancellationToken stop) => await Filters.FindAsync(await Current.GetAsync(), stop);

    private Task KeepAsync() => _attempt.RunAsync(async () =>
    {
        if (MissingNow.Count > 0 || _when.Read().Recurrence is not { } recurrence)
            return null;
        var refused = await SendAsync(new ScheduleForm(_name!.Trim(), Guid.Parse(_filter!), recurrence, _ahead));
        if (refused is null)
        {
            await OpenChanged.InvokeAsync(false);
            await Made.InvokeAsync();
        }

        return refused;
    });

    private async Task<Refused?> SendAsync(ScheduleForm form)
    {
        var admin = await Current.GetAsync();
        return Edited is { } edited
            ? (await Room.EditAsync(admin, edited.Id, edited.Version, form, CancellationToken.None)).Refused
            : (await Room.MakeAsync(admin, form, CancellationToken.None)).Refused;
    }

    private static string Text(ChangeEventArgs e) => e.Value as string ?? "";

    private static int Number(ChangeEventArgs e) => int.TryParse(Text(e), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
