using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Schedules;

/// <summary>
/// Changes what a schedule is from its next occurrence on (decision 0058). Drafts that were made are not touched: their list is frozen, and somebody may be reviewing it.
/// </summary>
internal sealed class ScheduleEdit(ConsoleDatabase database, CommandDesk desk, ScheduleCommands commands, TenantIdentity tenant, TimeProvider time)
{
    /// <param name="admin">Who changes it.</param>
    /// <param name="id">The schedule.</param>
    /// <param name="version">Of what was in view when the change was made.</param>
    /// <param name="form">What it is to be; whole.</param>
    /// <param name="stop">Cancels.</param>
    public Task<Outcome<Done>> EditAsync(Admin admin, Guid id, long version, ScheduleForm form, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(form);
        return desk.RunAsync(admin, new Command("schedule.edit", Detail: $"{id} as {PlainText.Line(form.Name)}"), async account =>
        {
            var name = GivenNames.Take(form.Name);
            if ((name.Refused ?? commands.Refuse(form)) is { } no)
                return (Outcome<Done>)no;
            try
            {
                return await database.WriteAsync(db => ChangeAsync(db, account, id, version, form, name.Value!, stop), stop);
            }
            catch (DbUpdateException e) when (e is DbUpdateConcurrencyException)
            {
                return Overtaken(name.Value!);
            }
            catch (DbUpdateException e) when (e.IsUniqueViolation())
            {
                return ScheduleCommands.Taken(name.Value!);
            }
        }, stop);
    }

    private async Task<Outcome<Done>> ChangeAsync(ConsoleDbContext db, Account account, Guid id, long version, ScheduleForm form, string name, CancellationToken stop)
    {
        if (await db.Set<Schedule>().FirstOrDefaultAsync(s => s.Id == id && s.Tenant == tenant.TenantId, stop) is not { } schedule)
            return new Refused("schedule-not-found", $"There is no schedule {id} any more.");
        if (schedule.Version != version)
            return Overtaken(schedule.Name);
        var key = GivenNames.Key(name);
        if (await db.Set<Schedule>().AnyAsync(s => s.Tenant == tenant.TenantId && s.NameKey == key && s.Id != id, stop))
            return ScheduleCommands.Taken(name);
        var (filter, refused) = await commands.FilterAsync(db, form.FilterId, stop);
        if (filter is null)
            return refused!;
        var known = await db.Set<StoredFilter>().Where(f => f.Id == schedule.FilterId).Select(f => f.Name).FirstAsync(stop);
        var was = (schedule.Name, schedule.FilterId, schedule.Recurrence, schedule.HoursAhead);
        var changes = Changes(schedule, known, form, name, filter.Name);
        if (changes.Count == 0)
            return new Refused("nothing-changed", $"\"{schedule.Name}\" is so already.");

        (schedule.Name, schedule.NameKey, schedule.FilterId, schedule.HoursAhead, schedule.Version) = (name, key, form.FilterId, form.HoursAhead, schedule.Version + 1);
        Recur(schedule, ScheduleCommands.Plain(form.Recurrence));
        var draft = ScheduleCommands.Draft(AuditEvents.ScheduleChanged, account, schedule, $"Schedule \"{was.Name}\" changed: {string.Join("; ", changes)}.");
        await commands.AppendAsync(db, draft with
        {
            Payload = new Dictionary<string, string?>(draft.Payload!)
            {
                ["oldName"] = was.Name,
                ["oldFilterId"] = was.FilterId.ToString(),
                ["oldRecurrence"] = was.Recurrence,
                ["oldHoursAhead"] = was.HoursAhead.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        }, stop);
        return default(Done);
    }

    /// <summary>What passed by the new rhythm was not missed, since it was not that rhythm's then. Where the rhythm stays, so does what was dealt with.</summary>
    private void Recur(Schedule schedule, Recurrence recurrence)
    {
        var written = FrozenRecurrence.Write(recurrence);
        if (written == schedule.Recurrence)
            return;
        var passed = recurrence.PassedBy(time.GetUtcNow());
        (schedule.Recurrence, schedule.DoneThrough, schedule.NextAt) = (written, passed, recurrence.StartOn(recurrence.NextDay(passed)).At);
    }

    private static List<string> Changes(Schedule schedule, string filter, ScheduleForm form, string name, string newFilter)
    {
        var changes = new List<string>();
        if (schedule.Name != name)
            changes.Add($"named \"{name}\" instead");
        if (schedule.FilterId != form.FilterId)
            changes.Add($"matches of \"{filter}\" → \"{newFilter}\"");
        if (schedule.Recurrence != FrozenRecurrence.Write(ScheduleCommands.Plain(form.Recurrence)))
            changes.Add($"{WordsOf(schedule.Recurrence)} → {RecurrenceWords.Of(ScheduleCommands.Plain(form.Recurrence))}");
        if (schedule.HoursAhead != form.HoursAhead)
            changes.Add($"drafts {schedule.HoursAhead} h → {form.HoursAhead} h ahead");
        return changes;
    }

    private static string WordsOf(string recurrence)
    {
        try
        {
            return RecurrenceWords.Of(FrozenRecurrence.Read(recurrence));
        }
        catch (FormatException)
        {
            return "something unreadable";
        }
    }

    private static Refused Overtaken(string name) =>
        new("schedule-changed", $"\"{name}\" was changed meanwhile: by somebody else, or a draft of it was made. Nothing of yours was kept. Close this, look at it again, and change it then.");
}
