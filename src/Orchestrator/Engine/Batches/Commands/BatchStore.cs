using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>Finds a batch for a command and changes its state with the audit entry that says so.</summary>
internal static class BatchStore
{
    public static Refused NotFound(Guid batchId) => new("batch-not-found", $"There is no batch {batchId}.");

    public static Task<Batch?> FindAsync(ConsoleDbContext db, string tenant, Guid batchId, CancellationToken stop) =>
        db.Batches.FirstOrDefaultAsync(b => b.Id == batchId && b.Tenant == tenant, stop);

    public static Refused WrongState(Batch batch, string what) =>
        new("wrong-state", $"The batch is {batch.State.ToString().ToLowerInvariant()}; it cannot be {what}.");

    public static async Task SetAsync(
        ConsoleDbContext db, Batch batch, BatchState state, string? reason, string auditEvent, Account actor, string text, DateTimeOffset now, CancellationToken stop)
    {
        var draft = new AuditDraft(auditEvent, actor, text, new Dictionary<string, string?>
        {
            ["from"] = batch.State.ToString(),
            ["to"] = state.ToString(),
            ["sendsAs"] = batch.SendsAs.ObjectId,
        })
        {
            BatchId = batch.Id,
        };
        batch.State = state;
        batch.StateReason = reason;
        batch.Version++;
        await AuditChain.AppendAsync(db, batch.Tenant, now, [draft], stop);
        db.Announce(ChangeKind.Batch, batch.Id);
        db.Announce(ChangeKind.Audit);
    }
}
