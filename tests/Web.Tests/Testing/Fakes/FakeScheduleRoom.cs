namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeScheduleRoom(TimeProvider time) : FakeDoor, IScheduleRoom
{
    public static readonly Guid Friday = new("0190f117-1111-7000-8000-000000000001");

    public ScheduleView View { get; set; } = Some(time.GetUtcNow());

    public List<ScheduleForm> Made { get; } = [];

    /// <summary>Commands about something that is there, with their reason.</summary>
    public List<(string Act, Guid Id, string? Reason)> Acts { get; } = [];

    public static DraftRow Draft(int number, DraftState state, DateTimeOffset now) => new()
    {
        Id = new Guid($"0190f117-2222-7000-8000-{number:D12}"),
        ScheduleId = Friday,
        Schedule = "Every Friday",
        State = state,
        Start = PlannedStart.Of("Europe/Berlin", now.UtcDateTime.Date.AddDays(state is DraftState.Waiting ? 1 : -number).AddHours(22))!,
        Devices = state is DraftState.Failed or DraftState.Nothing ? 0 : 12,
        Why = state switch
        {
            DraftState.Failed => "No draft could be made, and nothing was chosen: The inventory has not been read to its end yet.",
            DraftState.Missed => "Nobody confirmed its draft of 12 devices before its time. Nothing was sent.",
            _ => null,
        },
        MadeAt = now.AddHours(-number),
        BatchId = state == DraftState.Confirmed ? FakeOrders.BatchId(1) : null,
    };

    public static ScheduleView Some(DateTimeOffset now)
    {
        var recurrence = new Recurrence(Rhythm.Weekdays, [DayOfWeek.Friday], 0, new TimeOnly(22, 0), "Europe/Berlin");
        var row = new ScheduleRow
        {
            Id = Friday,
            Name = "Every Friday",
            FilterId = new Guid("0190f117-0000-7000-8000-000000000002"),
            FilterName = "Refused",
            Words = RecurrenceWords.Of(recurrence),
            HoursAhead = 24,
            Recurrence = recurrence,
            Version = 3,
            Next = recurrence.After(now, 3),
            MadeBy = "Ada",
            MadeAt = now.AddDays(-30),
        };
        return new ScheduleView
        {
            Schedules = [row, row with { Id = new Guid("0190f117-1111-7000-8000-000000000002"), Name = "End of term", Next = [], PausedAt = now.AddDays(-2), PausedBecause = "Ada: school holidays" }],
            Drafts = [Draft(1, DraftState.Waiting, now), Draft(2, DraftState.Confirmed, now), Draft(3, DraftState.Missed, now), Draft(4, DraftState.Failed, now), Draft(5, DraftState.Nothing, now)],
            DraftHoursAhead = 24,
        };
    }

    public async Task<ScheduleView> GetAsync(Admin admin, CancellationToken stop)
    {
        await EnterAsync(stop);
        return View;
    }

    public Task<Outcome<Guid>> MakeAsync(Admin admin, ScheduleForm form, CancellationToken stop) => CommandAsync<Guid>(() =>
    {
        Made.Add(form);
        return Guid.CreateVersion7(time.GetUtcNow());
    }, stop);

    /// <summary>Changes with the version that was in view.</summary>
    public List<(Guid Id, long Version, ScheduleForm Form)> Edits { get; } = [];

    public Task<Outcome<Done>> EditAsync(Admin admin, Guid scheduleId, long version, ScheduleForm form, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Edits.Add((scheduleId, version, form));
        return default(Done);
    }, stop);

    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop) => ActAsync("pause", scheduleId, reason, stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid scheduleId, CancellationToken stop) => ActAsync("resume", scheduleId, null, stop);

    public Task<Outcome<Done>> DeleteAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop) => ActAsync("delete", scheduleId, reason, stop);

    public Task<Outcome<Done>> DismissAsync(Admin admin, Guid draftId, string reason, CancellationToken stop) => ActAsync("dismiss", draftId, reason, stop);

    private Task<Outcome<Done>> ActAsync(string act, Guid id, string? reason, CancellationToken stop) => CommandAsync<Done>(() =>
    {
        Acts.Add((act, id, reason));
        return default(Done);
    }, stop, act);
}
