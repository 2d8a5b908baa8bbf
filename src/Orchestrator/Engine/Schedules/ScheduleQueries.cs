using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Row = AutopilotReset.Shared.Console.ScheduleRow;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Schedules with their next occurrences, and their drafts.</summary>
internal sealed class ScheduleQueries(ConsoleDatabase database, TenantIdentity tenant, IOptions<ScheduleOptions> options, IOptions<GraphOptions> graph, TimeProvider time)
{
    private const int MostDrafts = 50;
    private const int NextShown = 3;

    /// <summary>Why no schedule can make a draft; <c>null</c>: they can.</summary>
    public string? Unavailable => graph.Value.ApplicationReads
        ? null
        : "Schedules choose from what the application reads by itself, since nobody need be signed in when a draft is made; that is off here. An administrator of the console can switch it on: Graph:ApplicationReads.";

    /// <exception cref="UnauthorizedAccessException">The admin was not let in.</exception>
    public async Task<ScheduleView> GetAsync(Admin admin, CancellationToken stop)
    {
        if (!Viewers.MayLook(admin, tenant))
            throw new UnauthorizedAccessException("Only those whom this console let in may see its schedules.");
        return await database.ReadAsync(async db =>
        {
            var schedules = await db.Set<Schedule>().Where(s => s.Tenant == tenant.TenantId).OrderBy(s => s.NameKey).ToListAsync(stop);
            var filters = await db.Set<StoredFilter>().Where(f => f.Tenant == tenant.TenantId).ToDictionaryAsync(f => f.Id, f => f.Name, stop);
            var drafts = db.Set<ScheduleDraft>().Where(d => d.Tenant == tenant.TenantId);
            return new ScheduleView
            {
                Schedules = schedules.ConvertAll(s => Shown(s, filters[s.FilterId])),
                Drafts = await DraftRows.ReadAsync(db, drafts.OrderBy(d => d.State == DraftState.Waiting ? 0 : 1).ThenByDescending(d => d.At).Take(MostDrafts), stop),
                DraftHoursAhead = options.Value.DraftHoursAhead,
                Unavailable = Unavailable,
            };
        });
    }

    private Row Shown(Schedule schedule, string filter)
    {
        var (words, recurrence) = Read(schedule);
        return new Row
        {
            Id = schedule.Id,
            Name = schedule.Name,
            FilterId = schedule.FilterId,
            FilterName = filter,
            Words = words,
            Unreadable = recurrence is null,
            HoursAhead = schedule.HoursAhead,
            Recurrence = recurrence,
            Version = schedule.Version,
            Next = schedule.PausedAt is null && recurrence is not null ? recurrence.After(time.GetUtcNow(), NextShown) : [],
            MadeBy = schedule.MadeBy,
            MadeAt = schedule.MadeAt,
            PausedAt = schedule.PausedAt,
            PausedBecause = schedule.PausedBecause,
        };
    }

    private static (string Words, Recurrence? Recurrence) Read(Schedule schedule)
    {
        try
        {
            var recurrence = FrozenRecurrence.Read(schedule.Recurrence);
            return (RecurrenceWords.Of(recurrence), recurrence);
        }
        catch (FormatException damage)
        {
            return ($"When it recurs cannot be read, so it makes nothing: {damage.Message}", null);
        }
    }
}
