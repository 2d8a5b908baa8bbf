using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Schedules;

/// <summary>
/// Makes each schedule's drafts ahead of its occurrences, and says what was missed. It chooses and tells; it confirms, approves and sends nothing, and nothing that
/// sends rests on it: a draft is a list that a person may take up before its time.
/// </summary>
internal sealed partial class DraftKeeper(
    ConsoleDatabase database, ResolveFilter resolve, TenantIdentity tenant, EngineHealth health, IOptions<ScheduleOptions> options, TimeProvider time, ILogger<DraftKeeper> log)
{
    public const string Name = "schedules.draft";
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const string What = "Schedules";

    public async Task RunAsync(CancellationToken stop)
    {
        var troubles = new List<string>();
        foreach (var id in await OverdueAsync(stop))
            await MissAsync(id, stop);
        foreach (var schedule in await DueAsync(stop))
        {
            try
            {
                await KeepAsync(schedule, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogNotKept(failure, schedule.Id);
                troubles.Add($"\"{schedule.Name}\": {failure.Message}");
            }
        }

        health.Report(What, troubles.Count == 0 ? HealthState.Works : HealthState.Degraded, troubles.Count == 0 ? "Drafts are made in time." : $"No draft can be made. {string.Join(' ', troubles)}");
    }

    private Task<List<Guid>> OverdueAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(db => db.Set<ScheduleDraft>().Where(d => d.Tenant == tenant.TenantId && d.State == DraftState.Waiting && d.At <= now).Select(d => d.Id).ToListAsync(stop));
    }

    private Task<List<Schedule>> DueAsync(CancellationToken stop)
    {
        var horizon = time.GetUtcNow().AddHours(ScheduleForm.MostHours);
        return database.ReadAsync(db => db.Set<Schedule>().Where(s => s.Tenant == tenant.TenantId && s.PausedAt == null && s.NextAt <= horizon).OrderBy(s => s.NextAt).ToListAsync(stop));
    }

    /// <summary>Nobody confirmed it before its time: it is over, and a person is told.</summary>
    private Task MissAsync(Guid draftId, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var draft = await db.Set<ScheduleDraft>().FirstOrDefaultAsync(d => d.Id == draftId, stop);
        if (draft is not { State: DraftState.Waiting })
            return;
        var name = await db.Set<Schedule>().Where(s => s.Id == draft.ScheduleId).Select(s => s.Name).FirstAsync(stop);
        await DraftLedger.SettleAsync(
            db, draft, name, DraftState.Missed, AuditEvents.ScheduleDraftMissed, null, $"Nobody confirmed its draft of {Counted.Devices(draft.Devices)} before its time. Nothing was sent.", time.GetUtcNow(), stop);
    }, stop);

    private async Task KeepAsync(Schedule schedule, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var recurrence = FrozenRecurrence.Read(schedule.Recurrence);
        var due = new List<DateOnly>();
        for (var day = recurrence.NextDay(schedule.DoneThrough); recurrence.StartOn(day).At.AddHours(-schedule.HoursAhead) <= now; day = recurrence.NextDay(day))
            due.Add(day);

        // After an outage one entry says how many passed: nobody has to read one for each.
        if (due.Where(day => recurrence.StartOn(day).At <= now).ToList() is { Count: > 0 } passed)
        {
            var others = passed.Count == 1 ? "" : $" Nor were those of the {(passed.Count == 2 ? "occurrence" : $"{passed.Count - 1} occurrences")} before it.";
            await WriteAsync(schedule, recurrence, passed[^1], new Made(DraftState.Missed, AuditEvents.ScheduleDraftMissed, $"Its draft was not made in time: the engine did not run.{others} Nothing was sent.", []), stop);
        }

        foreach (var day in due.Where(day => recurrence.StartOn(day).At > now))
            await WriteAsync(schedule, recurrence, day, await MakeAsync(schedule, stop), stop);
    }

    private async Task<Made> MakeAsync(Schedule schedule, CancellationToken stop)
    {
        var filter = await database.ReadAsync(db => db.Set<StoredFilter>().FirstOrDefaultAsync(f => f.Id == schedule.FilterId, stop));
        if (filter is null)
            return Failed("its filter is gone.");
        try
        {
            var found = await resolve(FrozenFilter.Read(filter.Query), TimeSpan.FromHours(options.Value.InventoryValidHours), stop);
            return found switch
            {
                { Refused: { } no } => Failed(no.Message),
                { Value: { Total: 0 } } => new Made(DraftState.Nothing, AuditEvents.ScheduleDrafted, $"no device matched \"{filter.Name}\", so there is nothing to confirm.", []),
                _ => new Made(
                    DraftState.Waiting, AuditEvents.ScheduleDrafted,
                    $"a draft of {Counted.Devices(found.Value!.Total)} that match \"{filter.Name}\" waits for somebody to review and confirm it. Nothing is sent by itself.", found.Value.Rows),
            };
        }
        catch (FormatException damage)
        {
            return Failed($"the filter \"{filter.Name}\" cannot be read: {damage.Message}");
        }
    }

    private static Made Failed(string why) => new(DraftState.Failed, AuditEvents.ScheduleDraftFailed, $"No draft could be made, and nothing was chosen: {why}", []);

    private async Task WriteAsync(Schedule seen, Recurrence recurrence, DateOnly day, Made made, CancellationToken stop)
    {
        try
        {
            await database.WriteAsync(async db =>
            {
                // Another node, or a person who pauses or changes it, may have been quicker: what was found is for what the schedule was.
                var schedule = await db.Set<Schedule>().FirstOrDefaultAsync(s => s.Id == seen.Id, stop);
                if (schedule is null || schedule.PausedAt is not null || schedule.DoneThrough >= day || !IsAs(seen, schedule))
                    return;
                schedule.DoneThrough = day;
                schedule.NextAt = recurrence.StartOn(recurrence.NextDay(day)).At;
                schedule.Version++;

                // Made before the rhythm was changed to one that occurs on the same day: a day has one draft, and that one stands.
                if (await db.Set<ScheduleDraft>().AnyAsync(d => d.ScheduleId == schedule.Id && d.Day == day, stop))
                    return;
                var draft = Row(schedule, recurrence, day, made);
                await DraftLedger.AddAsync(db, schedule, draft, made.Devices, made.AuditEvent, made.Why, stop);
            }, stop);
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.IsUniqueViolation())
        {
            LogOtherNode(seen.Id, day);
        }
    }

    private static bool IsAs(Schedule seen, Schedule now) =>
        (seen.FilterId, seen.Recurrence, seen.HoursAhead) == (now.FilterId, now.Recurrence, now.HoursAhead);

    private ScheduleDraft Row(Schedule schedule, Recurrence recurrence, DateOnly day, Made made)
    {
        var now = time.GetUtcNow();
        return new ScheduleDraft
        {
            Id = Guid.CreateVersion7(now),
            Tenant = schedule.Tenant,
            ScheduleId = schedule.Id,
            Day = day,
            Time = recurrence.At,
            Zone = recurrence.Zone,
            At = recurrence.StartOn(day).At,
            State = made.State,
            Why = made.State == DraftState.Waiting ? null : made.Why,
            Devices = made.Devices.Count,
            MadeAt = now,
        };
    }

    /// <summary>What became of an occurrence.</summary>
    private sealed record Made(DraftState State, string AuditEvent, string Why, IReadOnlyList<DeviceRow> Devices);

    [LoggerMessage(2040, LogLevel.Error, "Schedule {ScheduleId} could not be kept; nothing was chosen by it, and it is tried again in a minute")]
    private partial void LogNotKept(Exception failure, Guid scheduleId);

    [LoggerMessage(2041, LogLevel.Information, "Another node dealt with the occurrence of schedule {ScheduleId} on {Day}")]
    private partial void LogOtherNode(Guid scheduleId, DateOnly day);
}
