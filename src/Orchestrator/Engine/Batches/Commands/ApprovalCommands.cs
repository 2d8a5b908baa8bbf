using System.Globalization;
using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>A second person approves a batch, rejects it, or takes an approval back. The gate reads what commits here in the intents' own transaction.</summary>
internal sealed class ApprovalCommands(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    public Task<Outcome<Done>> ApproveAsync(Admin admin, Approving approving, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(approving);
        return desk.RunAsync(admin, new Command("batch.approve", approving.BatchId, Detail: $"list {PlainText.Line(approving.FrozenHash)}"), account => database.WriteAsync(async db =>
        {
            if (await BatchStore.FindAsync(db, tenant.TenantId, approving.BatchId, stop) is not { } batch)
                return (Outcome<Done>)BatchStore.NotFound(approving.BatchId);
            var (now, devices, present) = (time.GetUtcNow(), await db.Requests.CountAsync(r => r.BatchId == batch.Id, stop), await numbers.ReadAsync(db));
            if ((Refuse(batch, account, present, now) ?? FreshSignIn.ToApprove(admin, present, now) ?? Differs(batch, devices, approving)) is { } refused)
                return refused;
            await BatchLedger.ApproveAsync(db, batch, account, Approvals.Digest(batch), Text(batch, account, devices), now, stop);
            return default(Done);
        }, stop), stop);
    }

    public Task<Outcome<int>> RejectAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.reject", batchId), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason of a rejection") is { } no)
                return (Outcome<int>)no;
            return await database.WriteAsync(async db =>
            {
                if (await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop) is not { } batch)
                    return BatchStore.NotFound(batchId);
                if ((NotNeeded(batch) ?? NothingLeft(batch, "rejected")) is { } refused)
                    return refused;
                var (why, now) = (PlainText.Line(reason, PlainText.ReasonLength), time.GetUtcNow());

                // A no outlives any yes: also one that somebody gave a moment ago.
                await BatchLedger.EndApprovalAsync(db, batch, account, AuditEvents.BatchApprovalWithdrawn, $"The approval ended: {PlainText.Line(account.Name)} rejects the batch.", now, stop);
                return (Outcome<int>)await CancelUnsent.ApplyAsync(db, batch, account, AuditEvents.BatchRejected, why, now, stop);
            }, stop);
        }, stop);

    public Task<Outcome<Done>> WithdrawAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.withdraw-approval", batchId), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason for taking an approval back") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                if (await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop) is not { } batch)
                    return BatchStore.NotFound(batchId);
                if ((NotNeeded(batch) ?? NothingLeft(batch, "stopped by that")) is { } refused)
                    return refused;
                if (batch.ApprovedBy is not { } by)
                    return new Refused("not-approved", "The batch is not approved, or no longer.");
                var (why, now) = (PlainText.Line(reason, PlainText.ReasonLength), time.GetUtcNow());
                var text = $"{PlainText.Line(account.Name)} withdrew {(by.IsSamePersonAs(account) ? "the approval" : $"the approval by {PlainText.Line(by.Name)}")}: {why}";
                await BatchLedger.EndApprovalAsync(db, batch, account, AuditEvents.BatchApprovalWithdrawn, text, now, stop);
                await BatchLedger.PauseAsync(db, batch, account, text, now, stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    private Refused? Refuse(Batch batch, Account account, GuardNumbers present, DateTimeOffset now)
    {
        if ((NotNeeded(batch) ?? NothingLeft(batch, "approved") ?? Approvals.NotBy(batch, account)) is { } refused)
            return refused;
        if (now - batch.StandsSince > TimeSpan.FromHours(present.ConfirmationValidHours))
            return new Refused("confirmation-expired", $"The confirmation of {batch.StandsSince:u} is older than {present.ConfirmationValidHours} h: nothing would be sent. Whoever sends it takes the batch over first.");
        if ((Timings.RefuseLate(batch, options.Value, now) ?? TooEarly(batch, present, now)) is { } notNow)
            return notNow;
        return Approvals.Refuse(batch, present, now) is null
            ? new Refused("already-approved", $"{PlainText.Line(batch.ApprovedBy?.Name)} approved it already.")
            : null;
    }

    /// <summary>An approval that would have ended before anything may be sent is no use, and its end would be noticed too late.</summary>
    private static Refused? TooEarly(Batch batch, GuardNumbers present, DateTimeOffset now) => batch.SendsFrom is { } from && from > now.AddHours(present.ApprovalValidHours)
        ? new Refused("approval-too-early", $"It may be sent from {TimingWords.Utc(from)} on, and an approval given now would have ended by then ({present.ApprovalValidHours} h). Approve it from {TimingWords.Utc(from.AddHours(-present.ApprovalValidHours))} on.")
        : null;

    /// <summary>The approver must have had this very list and number in view.</summary>
    private static Refused? Differs(Batch batch, int devices, Approving approving)
    {
        if (!string.Equals(batch.FrozenHash, approving.FrozenHash, StringComparison.Ordinal))
            return new Refused("list-changed", "The list is not the one you saw. Look at it again.");
        return approving.TypedCount?.Trim() == devices.ToString(CultureInfo.InvariantCulture)
            ? null
            : new Refused("wrong-count", $"You typed \"{PlainText.Line(approving.TypedCount, 20)}\"; the list holds {devices} devices. Type their number by hand.");
    }

    private static Refused? NotNeeded(Batch batch) =>
        Approvals.IsNeeded(batch) ? null : new Refused("approval-not-needed", "This batch needs no second person. It can be paused or cancelled instead.");

    private static Refused? NothingLeft(Batch batch, string what) =>
        batch.State is BatchState.Running or BatchState.Paused ? null : BatchStore.WrongState(batch, $"{what}: nothing is left to send");

    private static string Text(Batch batch, Account account, int devices) =>
        $"{PlainText.Line(account.Name)} approved the {(batch.Kind == OrderKind.Wipe ? "wipe" : "Autopilot Reset")} of {Counted.Devices(devices)} that {PlainText.Line(batch.ConfirmedBy.Name)} confirmed; it sends as {PlainText.Line(batch.SendsAs.Name)}.";
}
