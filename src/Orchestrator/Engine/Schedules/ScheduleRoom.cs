using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Schedules as the console shows and changes them; hands every question and command to the class that answers it.</summary>
internal sealed class ScheduleRoom(ScheduleQueries queries, ScheduleCommands schedules, ScheduleEdit edit, DraftCommands drafts) : IScheduleRoom
{
    public Task<ScheduleView> GetAsync(Admin admin, CancellationToken stop) => queries.GetAsync(admin, stop);

    public Task<Outcome<Guid>> MakeAsync(Admin admin, ScheduleForm form, CancellationToken stop) => schedules.MakeAsync(admin, form, stop);

    public Task<Outcome<Done>> EditAsync(Admin admin, Guid scheduleId, long version, ScheduleForm form, CancellationToken stop) => edit.EditAsync(admin, scheduleId, version, form, stop);

    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop) => schedules.PauseAsync(admin, scheduleId, reason, stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid scheduleId, CancellationToken stop) => schedules.ResumeAsync(admin, scheduleId, stop);

    public Task<Outcome<Done>> DeleteAsync(Admin admin, Guid scheduleId, string reason, CancellationToken stop) => schedules.DeleteAsync(admin, scheduleId, reason, stop);

    public Task<Outcome<Done>> DismissAsync(Admin admin, Guid draftId, string reason, CancellationToken stop) => drafts.DismissAsync(admin, draftId, reason, stop);
}
