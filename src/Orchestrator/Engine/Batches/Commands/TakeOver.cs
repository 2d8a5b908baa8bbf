using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>
/// Another admin, or the same one again, stands for what is left of a batch: it sends as them and the confirmation's age counts anew.
/// A paused batch stays paused until it is resumed. An approval ends: it was given for another sender.
/// </summary>
internal sealed class TakeOver(ConsoleDatabase database, CommandDesk desk, IEntraSession session, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Done>> TakeOverAsync(Admin admin, Guid batchId, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.take-over", batchId), async account =>
        {
            if (FreshSignIn.ToTakeOver(admin, await numbers.ReadAsync(), time.GetUtcNow()) is { } stale)
                return (Outcome<Done>)stale;
            if (Refuse(await database.ReadAsync(db => BatchStore.FindAsync(db, tenant.TenantId, batchId, stop)), batchId) is { } no)
                return no;
            if (await Loans.LendAsync(session, account, batchId, stop) is { } noToken)
                return noToken;
            return await database.WriteAsync(async db =>
            {
                var batch = await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop);
                if ((Refuse(batch, batchId) ?? FreshSignIn.ToTakeOver(admin, await numbers.ReadAsync(db), time.GetUtcNow())) is { } changed)
                    return changed;
                var before = batch!.SendsAs;
                await BatchLedger.EndApprovalAsync(db, batch, account, AuditEvents.BatchApprovalVoided,
                    $"The approval ended: {PlainText.Line(account.Name)} takes the batch over, and a second person has to approve what they send.", time.GetUtcNow(), stop);
                batch.SendsAs = account;
                batch.StandsSince = time.GetUtcNow();
                if (before.Id != account.Id)
                    await TenantApprovals.VoidAllAsync(db, batch, account, time.GetUtcNow(), stop);

                // What the page said to whoever stands for it anew; a start that is found to be missed only later asks again.
                var late = Timings.IsMissed(batch);
                if (late)
                    batch.BegunAt = time.GetUtcNow();
                await BatchStore.SetAsync(db, batch, batch.State, batch.StateReason, AuditEvents.BatchTakenOver, account,
                    $"{PlainText.Line(account.Name)} took over from {PlainText.Line(before.Name)} and stands for what is left{(late ? ", and for sending it although its start was missed" : "")}.", time.GetUtcNow(), stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    private static Refused? Refuse(Batch? batch, Guid batchId) => batch switch
    {
        null => BatchStore.NotFound(batchId),
        { State: BatchState.Finished } => BatchStore.WrongState(batch, "taken over"),
        _ => null,
    };
}
