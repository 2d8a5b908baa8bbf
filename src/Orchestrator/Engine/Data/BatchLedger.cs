using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>Changes of a batch's own state, each with its audit entry in the same transaction.</summary>
public static class BatchLedger
{
    /// <summary>Stops further sends of a running batch. Nothing happens where it is not running.</summary>
    public static async Task<bool> PauseAsync(ConsoleDbContext db, Batch batch, Account? actor, string reason, DateTimeOffset now, CancellationToken stop)
    {
        if (batch.State is not BatchState.Running)
            return false;
        await ChangeAsync(db, batch, BatchState.Paused, AuditEvents.BatchPaused, actor, reason, now, stop);
        return true;
    }

    internal static async Task ChangeAsync(ConsoleDbContext db, Batch batch, BatchState to, string auditEvent, Account? actor, string reason, DateTimeOffset now, CancellationToken stop)
    {
        var payload = new Dictionary<string, string?> { ["from"] = batch.State.ToString(), ["to"] = to.ToString() };
        (batch.State, batch.StateReason) = (to, reason);
        batch.Version++;
        await AuditChain.AppendAsync(db, batch.Tenant, now, [new AuditDraft(auditEvent, actor, reason, payload) { BatchId = batch.Id }], stop);
        db.Announce(ChangeKind.Batch, batch.Id);
    }
}
