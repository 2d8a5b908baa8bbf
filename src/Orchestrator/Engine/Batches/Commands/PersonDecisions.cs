using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>What no clock settles: a person decides what became of an order of unknown fate, closes one that stalled, cancels one, or has Intune asked anew for its approval.</summary>
internal sealed class PersonDecisions(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<Done>> DecideUnknownAsync(Admin admin, Guid requestId, bool taken, string reason, CancellationToken stop) =>
        DecideAsync(admin, taken ? "request.decide-taken" : "request.decide-not-taken", requestId, reason, DeviceState.Unknown,
            (db, request, account, why) => taken ? TakenAsync(db, request, account, why, stop) : NotTakenAsync(db, request, account, why, stop), stop);

    public Task<Outcome<Done>> CloseStalledAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) =>
        DecideAsync(admin, "request.close-stalled", requestId, reason, DeviceState.Stalled,
            (db, request, account, why) => Ledger.ApplyAsync(db, request, Signal.ClosedByPerson, account, $"Closed by {PlainText.Line(account.Name)}, still armed: {why}", time.GetUtcNow(), stop), stop);

    /// <summary>Nothing of this device is sent any more, or anything more; the batch's others go on.</summary>
    public Task<Outcome<Done>> CancelAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) =>
        DecideAsync(admin, "request.cancel", requestId, reason, r => r.State.CanStillBeStopped(), "one that can still be stopped",
            (db, request, account, why) => Ledger.ApplyAsync(db, request, Signal.Cancelled, account,
                $"Cancelled: {TenantApprovals.WhatStaysOpen(request, why)}", time.GetUtcNow(), stop), stop);

    /// <summary>Has Intune asked anew, where no code can be used. The batch's own approval, caps and everything else hold for it as for a first send.</summary>
    public Task<Outcome<Done>> AskTenantAnewAsync(Admin admin, Guid requestId, string reason, CancellationToken stop) =>
        DecideAsync(admin, "request.ask-tenant-anew", requestId, reason,
            r => r is { State: DeviceState.AwaitingTenantApproval, TenantApproval: TenantApproval.WantsPerson }, "waiting for a person to have Intune asked anew",
            async (db, request, account, why) =>
            {
                if (!await Ledger.ApplyAsync(db, request, Signal.ApprovalAskedAnew, account, $"{PlainText.Line(account.Name)} has Intune asked anew: {why}", time.GetUtcNow(), stop))
                    return false;
                (request.TenantApproval, request.TenantApprovalExpiresAt, request.NotBefore) = (TenantApproval.None, null, null);
                return true;
            }, stop);

    private Task<Outcome<Done>> DecideAsync(
        Admin admin, string command, Guid requestId, string reason, DeviceState expected, Func<ConsoleDbContext, DeviceRequest, Account, string, Task<bool>> apply, CancellationToken stop) =>
        DecideAsync(admin, command, requestId, reason, r => r.State == expected, $"{expected}", apply, stop);

    private Task<Outcome<Done>> DecideAsync(
        Admin admin, string command, Guid requestId, string reason, Func<DeviceRequest, bool> expected, string inWords, Func<ConsoleDbContext, DeviceRequest, Account, string, Task<bool>> apply, CancellationToken stop) =>
        desk.RunAsync(admin, new Command(command, RequestId: requestId), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason of a decision") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                var request = await db.Requests.FirstOrDefaultAsync(r => r.Id == requestId && r.Tenant == tenant.TenantId, stop);
                if (request is null)
                    return new Refused("request-not-found", $"There is no request {requestId}.");
                if (!expected(request) || !await apply(db, request, account, PlainText.Line(reason, PlainText.ReasonLength)))
                    return new Refused("wrong-state", $"{PlainText.Line(request.Name)} is {request.State}, not {inWords}.");
                await BatchProgress.SettleAsync(db, request.BatchId, time.GetUtcNow(), stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    // Armed from the moment it may have reached Intune; tracking looks at once.
    private async Task<bool> TakenAsync(ConsoleDbContext db, DeviceRequest request, Account account, string why, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (!await Ledger.ApplyAsync(db, request, Signal.DecidedTaken, account, $"{PlainText.Line(account.Name)} decided that Intune took the order: {why}", now, stop))
            return false;
        var sent = await db.Attempts.Where(a => a.RequestId == request.Id).OrderByDescending(a => a.Number).Select(a => (DateTimeOffset?)a.IntentAt).FirstOrDefaultAsync(stop);
        request.AcceptedAt ??= sent ?? now;
        request.ArmedSince ??= request.AcceptedAt;
        request.Grade = request.Grade < EvidenceGrade.Accepted ? EvidenceGrade.Accepted : request.Grade;
        request.NextLookAt = now;
        request.Deadline = null;
        return true;
    }

    private async Task<bool> NotTakenAsync(ConsoleDbContext db, DeviceRequest request, Account account, string why, CancellationToken stop)
    {
        if (!await Ledger.ApplyAsync(db, request, Signal.DecidedNotTaken, account, $"{PlainText.Line(account.Name)} decided that Intune did not take the order: {why}", time.GetUtcNow(), stop))
            return false;
        foreach (var attempt in await db.Attempts.Where(a => a.LiveRequestId == request.Id).ToListAsync(stop))
            attempt.LiveRequestId = null;
        request.NextLookAt = null;
        request.Deadline = null;
        return true;
    }
}
