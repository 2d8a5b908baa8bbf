using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Shared.Console;

/// <summary>
/// Schedules, and the drafts they make. A schedule never sends: some hours ahead of each occurrence it freezes a list of devices, which a person reviews and
/// confirms like any other, or nothing happens.
/// </summary>
public interface IScheduleRoom
{
    Task<ScheduleView> GetAsync(Admin admin, CancellationToken stop);

    /// <summary>Every command is an operator's, and audited.</summary>
    Task<Outcome<Guid>> MakeAsync(Admin admin, ScheduleForm form, CancellationToken stop);

    /// <summary>
    /// Changes what a schedule is from its next occurrence on. Drafts that were made keep their list and their time, and a day that has one gets no other. Refused
    /// when it is not at that version any more.
    /// </summary>
    Task<Outcome<Done>> EditAsync(Admin admin, Guid scheduleId, long version, ScheduleForm form, CancellationToken stop);

    /// <summary>No draft is made while it is paused. Drafts that wait already may still be confirmed.</summary>
    Task<Outcome<Done>> PauseAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop);

    /// <summary>From the next occurrence on; what passed meanwhile was not missed.</summary>
    Task<Outcome<Done>> ResumeAsync(Admin admin, Guid scheduleId, CancellationToken stop);

    /// <summary>Its drafts go with it; batches that were confirmed from them stay.</summary>
    Task<Outcome<Done>> DeleteAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop);

    /// <summary>Nothing comes of this draft, or it was seen that nothing came of it.</summary>
    Task<Outcome<Done>> DismissAsync(Admin admin, Guid draftId, string reason, CancellationToken stop);
}

/// <summary>A schedule as somebody makes one.</summary>
/// <param name="Name">1 to 80 characters, unique, upper or lower case.</param>
/// <param name="FilterId">The saved filter whose matches go into each draft.</param>
/// <param name="Recurrence">When it occurs.</param>
/// <param name="HoursAhead">Hours before an occurrence at which its draft is made, 1–168.</param>
public sealed record ScheduleForm(string Name, Guid FilterId, Recurrence Recurrence, int HoursAhead)
{
    public const int LeastHours = 1;
    public const int MostHours = 168;
}

/// <summary>Everything about schedules at one moment.</summary>
public sealed record ScheduleView
{
    /// <summary>By name.</summary>
    public required IReadOnlyList<ScheduleRow> Schedules { get; init; }

    /// <summary>Those that wait for a person first, then the latest; at most 50.</summary>
    public required IReadOnlyList<DraftRow> Drafts { get; init; }

    /// <summary>Hours ahead that the form begins with (<c>Schedules:DraftHoursAhead</c>).</summary>
    public required int DraftHoursAhead { get; init; }

    /// <summary>Why no schedule can make a draft here; <c>null</c>: they can.</summary>
    public string? Unavailable { get; init; }
}

/// <summary>One schedule.</summary>
public sealed record ScheduleRow
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required Guid FilterId { get; init; }
    public required string FilterName { get; init; }

    /// <summary>"Mon and Wed at 22:00 (Europe/Berlin)", or why it cannot be read; it makes nothing then.</summary>
    public required string Words { get; init; }

    /// <summary>It cannot be read.</summary>
    public bool Unreadable { get; init; }

    public required int HoursAhead { get; init; }

    /// <summary>When it recurs, for an edit to begin with; <c>null</c>: it cannot be read.</summary>
    public Recurrence? Recurrence { get; init; }

    /// <summary>Grows with every change and every draft.</summary>
    public long Version { get; init; }

    /// <summary>The next three; empty while it is paused.</summary>
    public IReadOnlyList<PlannedStart> Next { get; init; } = [];

    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>"Ada: school holidays"; <c>null</c> while it runs.</summary>
    public string? PausedBecause { get; init; }
}

/// <summary>Where a draft stands. Stored: never renumber.</summary>
public enum DraftState
{
    /// <summary>It waits for somebody to review and confirm it.</summary>
    Waiting = 0,

    /// <summary>It became a batch.</summary>
    Confirmed = 1,

    /// <summary>Its time came and nobody had confirmed it, or nobody was there to make it. Nothing was sent.</summary>
    Missed = 2,

    /// <summary>The filter could not be resolved. Nothing was chosen.</summary>
    Failed = 3,

    /// <summary>A person said that nothing is to come of it.</summary>
    Dismissed = 4,

    /// <summary>No device matched.</summary>
    Nothing = 5,
}

/// <summary>One occurrence of a schedule and what became of it.</summary>
public sealed record DraftRow
{
    public required Guid Id { get; init; }
    public required Guid ScheduleId { get; init; }
    public required string Schedule { get; init; }
    public required DraftState State { get; init; }

    /// <summary>The occurrence.</summary>
    public required PlannedStart Start { get; init; }

    /// <summary>Devices on its frozen list.</summary>
    public required int Devices { get; init; }

    /// <summary>Why it stands where it stands, in a sentence.</summary>
    public string? Why { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The batch it became.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>A person has to do something about it.</summary>
    public bool NeedsPerson => State is DraftState.Waiting or DraftState.Missed or DraftState.Failed;
}
