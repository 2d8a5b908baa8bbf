using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>
/// Cancels everything of a batch that has not reached Intune. A throttled order may have been executed after all: it becomes Unknown and is never sent again.
/// </summary>
internal sealed class CancelUnsent(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    public Task<Outcome<int>> CancelAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.cancel-unsent", batchId), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason of a cancellation") is { } no)
                return (Outcome<int>)no;
            return await database.WriteAsync(async db =>
            {
                if (await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop) is not { } batch)
                    return BatchStore.NotFound(batchId);
                if (batch.State is BatchState.Sent or BatchState.Finished)
                    return BatchStore.WrongState(batch, "cancelled: nothing is left to send");
                return (Outcome<int>)await ApplyAsync(db, batch, account, AuditEvents.BatchCancelled, PlainText.Line(reason, PlainText.ReasonLength), time.GetUtcNow(), stop);
            }, stop);
        }, stop);

    /// <summary>Cancels it in the caller's transaction.</summary>
    /// <param name="auditEvent"><see cref="AuditEvents.BatchCancelled"/>, or <see cref="AuditEvents.BatchRejected"/> by a second person who was asked to approve.</param>
    /// <returns>How many devices were cancelled.</returns>
    public static async Task<int> ApplyAsync(ConsoleDbContext db, Batch batch, Account account, string auditEvent, string why, DateTimeOffset now, CancellationToken stop)
    {
        var rejected = auditEvent == AuditEvents.BatchRejected;
        var unsent = await db.Requests
            .Where(r => r.BatchId == batch.Id && (r.State == DeviceState.Planned || r.State == DeviceState.Throttled || r.State == DeviceState.AwaitingTenantApproval))
            .OrderBy(r => r.Position)
            .ToListAsync(stop);
        var cancelled = 0;
        foreach (var request in unsent)
        {
            var waitedForApproval = request.State == DeviceState.AwaitingTenantApproval;
            if (!await Ledger.ApplyAsync(db, request, Signal.Cancelled, account, $"{(rejected ? "Rejected" : "Cancelled")}: {TenantApprovals.WhatStaysOpen(request, why)}", now, stop))
                continue;
            if (request.State == DeviceState.Unknown)
                request.NextLookAt = now;
            else
                cancelled++;
            if (waitedForApproval)
                await SettleAttemptAsync(db, request, stop);
        }

        // What is on its way may come back unsent: the batch must not be one that sends then.
        var onTheirWay = await db.Requests.AnyAsync(r => r.BatchId == batch.Id && r.State == DeviceState.Sending, stop);
        var (state, reason) = onTheirWay ? (BatchState.Sent, null) : (batch.State, batch.StateReason);
        await BatchStore.SetAsync(db, batch, state, reason, auditEvent, account,
            $"{(rejected ? "Rejected: cancelled" : "Cancelled")} {cancelled} devices that were not sent, {unsent.Count - cancelled} are unknown: {why}", now, stop);
        await BatchProgress.SettleAsync(db, batch.Id, now, stop);
        return cancelled;
    }

    // Intune waits for its own approval and has taken nothing: the device is free again.
    private static async Task SettleAttemptAsync(ConsoleDbContext db, DeviceRequest request, CancellationToken stop)
    {
        foreach (var attempt in await db.Attempts.Where(a => a.LiveRequestId == request.Id).ToListAsync(stop))
            attempt.LiveRequestId = null;
    }
}
