using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// A batch of which everything unsent was cancelled sends no more. What was on its way then, and comes back without an order, is cancelled as the others were:
/// left Planned it would be sent later, after all was stopped.
/// </summary>
internal static class Withdrawn
{
    /// <summary>Call it in the transaction in which a request came back.</summary>
    public static async Task SettleAsync(ConsoleDbContext db, DeviceRequest request, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        if (batch.State is BatchState.Running or BatchState.Paused || request.State is not (DeviceState.Planned or DeviceState.AwaitingTenantApproval))
            return;
        await Ledger.ApplyAsync(db, request, Signal.Cancelled, null, $"{TenantApprovals.WhatStaysOpen(request, "Cancelled with all that was unsent of this batch.")} {request.Note}", now, stop);
    }
}
