using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Makes, pauses, resumes and deletes schedules. None of it chooses a device or sends anything.</summary>
internal sealed class ScheduleCommands(ConsoleDatabase database, CommandDesk desk, ScheduleQueries queries, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    private const int Most = 200;

    public Task<Outcome<Guid>> MakeAsync(Admin admin, ScheduleForm form, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(form);
        return desk.RunAsync(admin, new Command("schedule.make", Detail: PlainText.Line(form.Name)), async account =>
        {
            var name = GivenNames.Take(form.Name);
            if ((name.Refused ?? Refuse(form)) is { } no)
                return (Outcome<Guid>)no;
            try
            {
                return await database.WriteAsync(db => AddAsync(db, account, form, name.Value!, stop), stop);
            }
            catch (DbUpdateException e) when (e.IsUniqueViolation())
            {
                return Taken(name.Value!);
            }
        }, stop);
    }

    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid id, string reason, CancellationToken stop) =>
        ChangeAsync(admin, "schedule.pause", id, reason, (db, account, schedule) =>
        {
            if (schedule.PausedAt is not null)
                return new Refused("already-paused", $"\"{schedule.Name}\" is paused already ({schedule.PausedBecause}).");
            (schedule.PausedAt, schedule.PausedBecause) = (time.GetUtcNow(), $"{account.Name}: {PlainText.Line(reason, PlainText.ReasonLength)}");
            return Draft(AuditEvents.SchedulePaused, account, schedule, $"Schedule \"{schedule.Name}\" paused: {PlainText.Line(reason, PlainText.ReasonLength)}", reason);
        }, stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid id, CancellationToken stop) =>
        ChangeAsync(admin, "schedule.resume", id, null, (db, account, schedule) =>
        {
            if (schedule.PausedAt is null)
                return new Refused("not-paused", $"\"{schedule.Name}\" is not paused.");
            Recurrence recurrence;
            try
            {
                recurrence = FrozenRecurrence.Read(schedule.Recurrence);
            }
            catch (FormatException damage)
            {
                return new Refused("schedule-unreadable", $"When \"{schedule.Name}\" recurs cannot be read: {damage.Message} Delete it and make another.");
            }

            // What passed while somebody held it was not missed, and what was made before is not made again.
            var passed = recurrence.PassedBy(time.GetUtcNow());
            schedule.DoneThrough = passed > schedule.DoneThrough ? passed : schedule.DoneThrough;
            schedule.NextAt = recurrence.StartOn(recurrence.NextDay(schedule.DoneThrough)).At;
            (schedule.PausedAt, schedule.PausedBecause) = (null, null);
            return Draft(AuditEvents.ScheduleResumed, account, schedule, $"Schedule \"{schedule.Name}\" resumed.");
        }, stop);

    public Task<Outcome<Done>> DeleteAsync(Admin admin, Guid id, string reason, CancellationToken stop) =>
        ChangeAsync(admin, "schedule.delete", id, reason, (db, account, schedule) =>
        {
            db.Remove(schedule);
            return Draft(AuditEvents.ScheduleDeleted, account, schedule, $"Schedule \"{schedule.Name}\" deleted: {PlainText.Line(reason, PlainText.ReasonLength)}", reason);
        }, stop);

    /// <summary>What is wrong with a form by itself.</summary>
    public Refused? Refuse(ScheduleForm form)
    {
        if (queries.Unavailable is { } unavailable)
            return new Refused("no-application-reads", unavailable);
        if (form.HoursAhead is < ScheduleForm.LeastHours or > ScheduleForm.MostHours)
            return new Refused("hours-ahead", $"A draft is made {ScheduleForm.LeastHours} to {ScheduleForm.MostHours} hours ahead; not {form.HoursAhead}.");
        if (form.Recurrence is null)
            return new Refused("recurrence-invalid", "Say when it recurs.");
        return form.Recurrence.Mistakes() is { Count: > 0 } mistakes ? new Refused("recurrence-invalid", string.Join(' ', mistakes)) : null;
    }

    private async Task<Outcome<Guid>> AddAsync(ConsoleDbContext db, Account account, ScheduleForm form, string name, CancellationToken stop)
    {
        var key = GivenNames.Key(name);
        if (await db.Set<Schedule>().AnyAsync(s => s.Tenant == tenant.TenantId && s.NameKey == key, stop))
            return Taken(name);
        if (await db.Set<Schedule>().CountAsync(s => s.Tenant == tenant.TenantId, stop) >= Most)
            return new Refused("schedules-full", $"There are {Most} schedules already. Delete some that nobody needs.");
        var (filter, refused) = await FilterAsync(db, form.FilterId, stop);
        if (filter is null)
            return refused!;
        var schedule = Row(account, form, name, key);
        db.Add(schedule);
        await AppendAsync(db, Draft(AuditEvents.ScheduleMade, account, schedule,
            $"Schedule \"{name}\" made: the matches of \"{filter.Name}\", {RecurrenceWords.Of(form.Recurrence)}, each as a draft {form.HoursAhead} h ahead that needs its own confirmation."), stop);
        return schedule.Id;
    }

    /// <summary>A saved filter that can be read whole, or why it is none.</summary>
    public async Task<(StoredFilter? Filter, Refused? Refused)> FilterAsync(ConsoleDbContext db, Guid id, CancellationToken stop)
    {
        if (await db.Set<StoredFilter>().FirstOrDefaultAsync(f => f.Id == id && f.Tenant == tenant.TenantId, stop) is not { } filter)
            return (null, new Refused("filter-not-found", "Choose a saved filter; this one is gone."));
        try
        {
            _ = FrozenFilter.Read(filter.Query);
            return (filter, null);
        }
        catch (FormatException damage)
        {
            return (null, new Refused("filter-unreadable", $"The filter \"{filter.Name}\" cannot be read, so it chooses nothing: {damage.Message}"));
        }
    }

    /// <summary>With the zone's own name, and nothing finer than a minute.</summary>
    public static Recurrence Plain(Recurrence recurrence) =>
        recurrence with { Zone = Zones.Find(recurrence.Zone)!.Id, At = new TimeOnly(recurrence.At.Hour, recurrence.At.Minute) };

    private Schedule Row(Account account, ScheduleForm form, string name, string key)
    {
        var now = time.GetUtcNow();
        var recurrence = Plain(form.Recurrence);
        var passed = recurrence.PassedBy(now);
        return new Schedule
        {
            Id = Guid.CreateVersion7(now),
            Tenant = tenant.TenantId,
            Name = name,
            NameKey = key,
            FilterId = form.FilterId,
            Recurrence = FrozenRecurrence.Write(recurrence),
            HoursAhead = form.HoursAhead,
            DoneThrough = passed,
            NextAt = recurrence.StartOn(recurrence.NextDay(passed)).At,
            MadeBy = account.Name,
            MadeAt = now,
        };
    }

    private Task<Outcome<Done>> ChangeAsync(Admin admin, string command, Guid id, string? reason, Func<ConsoleDbContext, Account, Schedule, Outcome<AuditDraft>> change, CancellationToken stop) =>
        desk.RunAsync(admin, new Command(command, Detail: id.ToString()), async account =>
        {
            if (reason is not null && await numbers.RefuseReasonAsync(reason, "The reason") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync<Outcome<Done>>(async db =>
            {
                if (await db.Set<Schedule>().FirstOrDefaultAsync(s => s.Id == id && s.Tenant == tenant.TenantId, stop) is not { } schedule)
                    return new Refused("schedule-not-found", $"There is no schedule {id} any more.");
                schedule.Version++;
                var changed = change(db, account, schedule);
                if (changed.Refused is { } refused)
                {
                    schedule.Version--;
                    return refused;
                }

                await AppendAsync(db, changed.Value!, stop);
                return default(Done);
            }, stop);
        }, stop);

    public async Task AppendAsync(ConsoleDbContext db, AuditDraft draft, CancellationToken stop)
    {
        await AuditChain.AppendAsync(db, tenant.TenantId, time.GetUtcNow(), [draft], stop);
        db.Announce(ChangeKind.Schedule);
        db.Announce(ChangeKind.Audit);
    }

    public static Refused Taken(string name) => new("name-taken", $"There is a schedule named \"{name}\" already.");

    public static AuditDraft Draft(string type, Account account, Schedule schedule, string text, string? reason = null) => new(type, account, text, new Dictionary<string, string?>
    {
        ["scheduleId"] = schedule.Id.ToString(),
        ["name"] = schedule.Name,
        ["filterId"] = schedule.FilterId.ToString(),
        ["recurrence"] = schedule.Recurrence,
        ["hoursAhead"] = schedule.HoursAhead.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["reason"] = reason,
    });
}
