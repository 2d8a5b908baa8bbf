using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>Whether a batch may still come of a schedule's draft: while it waits, before its time has come, and once.</summary>
internal static class DraftGate
{
    public static Task<ScheduleDraft?> FindAsync(ConsoleDbContext db, string tenant, Guid draftId, CancellationToken stop) =>
        db.Set<ScheduleDraft>().FirstOrDefaultAsync(d => d.Id == draftId && d.Tenant == tenant, stop);

    /// <param name="draft"><c>null</c>: there is none any more.</param>
    /// <param name="now">The present: a draft whose time has come is over, whether anybody said so or not.</param>
    public static Refused? Refuse(ScheduleDraft? draft, DateTimeOffset now) => draft switch
    {
        null => new Refused("draft-gone", "The schedule's draft is gone, with its schedule. Choose the devices anew."),
        { State: DraftState.Confirmed } => new Refused("draft-confirmed", $"This draft became batch {draft.BatchId} already; one draft becomes one batch."),
        { State: DraftState.Waiting } when draft.At > now => null,
        { State: DraftState.Waiting or DraftState.Missed } => new Refused("draft-missed", $"The time of this draft, {TimingWords.Of(draft.Start)}, has come. It is never sent late: choose the devices anew."),
        { State: DraftState.Dismissed } => new Refused("draft-dismissed", $"This draft was dismissed. {draft.Why}"),
        _ => new Refused("draft-empty", $"There is nothing on this draft. {draft.Why}"),
    };
}
