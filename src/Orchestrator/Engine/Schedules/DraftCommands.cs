using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Schedules;

/// <summary>A person says that nothing comes of a draft, or that they saw that nothing came of it.</summary>
internal sealed class DraftCommands(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Done>> DismissAsync(Admin admin, Guid draftId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("schedule.dismiss-draft", Detail: draftId.ToString()), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync<Outcome<Done>>(async db =>
            {
                if (await DraftGate.FindAsync(db, tenant.TenantId, draftId, stop) is not { } draft)
                    return new Refused("draft-gone", "This draft is gone, with its schedule.");
                if (!DraftRows.ForAPerson.Contains(draft.State))
                    return new Refused("draft-settled", "Nothing waits for a person about this draft any more.");
                var name = await db.Set<Schedule>().Where(s => s.Id == draft.ScheduleId).Select(s => s.Name).FirstAsync(stop);
                await DraftLedger.SettleAsync(
                    db, draft, name, DraftState.Dismissed, AuditEvents.ScheduleDraftDismissed, account, $"{account.Name}: {PlainText.Line(reason, PlainText.ReasonLength)}", time.GetUtcNow(), stop);
                return default(Done);
            }, stop);
        }, stop);
}
