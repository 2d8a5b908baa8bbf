using System.Globalization;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Schedules;

/// <summary>Writes what becomes of an occurrence, with its audit entry.</summary>
internal static class DraftLedger
{
    /// <summary>An occurrence that was not dealt with before.</summary>
    public static Task AddAsync(ConsoleDbContext db, Schedule schedule, ScheduleDraft draft, IReadOnlyList<DeviceRow> devices, string auditEvent, string text, CancellationToken stop)
    {
        db.Add(draft);
        db.AddRange(devices.Select((d, i) => new DraftDevice { DraftId = draft.Id, Position = i, Key = d.Key, Name = d.Name, Serial = d.Serial }));
        return AppendAsync(db, draft, schedule.Name, auditEvent, null, text, draft.MadeAt, stop);
    }

    /// <summary>Ends a draft. Its list goes: nothing may come of it any more.</summary>
    public static async Task SettleAsync(
        ConsoleDbContext db, ScheduleDraft draft, string schedule, DraftState state, string auditEvent, Account? actor, string why, DateTimeOffset now, CancellationToken stop)
    {
        (draft.State, draft.Why, draft.Version) = (state, why, draft.Version + 1);
        await db.Set<DraftDevice>().Where(d => d.DraftId == draft.Id).ExecuteDeleteAsync(stop);
        await AppendAsync(db, draft, schedule, auditEvent, actor, why, now, stop);
    }

    private static async Task AppendAsync(ConsoleDbContext db, ScheduleDraft draft, string schedule, string auditEvent, Account? actor, string why, DateTimeOffset now, CancellationToken stop)
    {
        var entry = new AuditDraft(auditEvent, actor, $"Schedule \"{schedule}\", {TimingWords.Of(draft.Start)}: {why}", new Dictionary<string, string?>
        {
            ["scheduleId"] = draft.ScheduleId.ToString(),
            ["draftId"] = draft.Id.ToString(),
            ["at"] = draft.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["devices"] = draft.Devices.ToString(CultureInfo.InvariantCulture),
            ["state"] = draft.State.ToString(),
        });
        await AuditChain.AppendAsync(db, draft.Tenant, now, [entry], stop);
        db.Announce(ChangeKind.Schedule);
        db.Announce(ChangeKind.Audit);
    }
}
