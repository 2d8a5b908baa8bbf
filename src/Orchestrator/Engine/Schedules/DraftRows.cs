using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Drafts as pages show them.</summary>
internal static class DraftRows
{
    /// <summary>States about which a person has to do something.</summary>
    public static readonly DraftState[] ForAPerson = [DraftState.Waiting, DraftState.Missed, DraftState.Failed];

    public static async Task<IReadOnlyList<DraftRow>> ReadAsync(ConsoleDbContext db, IQueryable<ScheduleDraft> drafts, CancellationToken stop)
    {
        var rows = await drafts.ToListAsync(stop);
        var ids = rows.Select(r => r.ScheduleId).Distinct().ToList();
        var names = await db.Set<Schedule>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.Name, stop);
        return rows.ConvertAll(row => new DraftRow
        {
            Id = row.Id,
            ScheduleId = row.ScheduleId,
            Schedule = names.GetValueOrDefault(row.ScheduleId, "a deleted schedule"),
            State = row.State,
            Start = row.Start,
            Devices = row.Devices,
            Why = row.Why,
            MadeAt = row.MadeAt,
            BatchId = row.BatchId,
        });
    }
}
