using System.Globalization;
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

    /// <summary>Stops further sends as the wave plan demands; only a person resumes it. Nothing happens where it is not running.</summary>
    public static async Task<bool> HaltAsync(ConsoleDbContext db, Batch batch, string why, DateTimeOffset now, CancellationToken stop)
    {
        if (batch.State is not BatchState.Running)
            return false;
        batch.HaltedBecause = why;
        await ChangeAsync(db, batch, BatchState.Paused, AuditEvents.BatchHalted, null, $"Halted: {why}", now, stop);
        return true;
    }

    /// <summary>Its start was missed: it begins only once a person has stood for it anew. Nothing happens where that was said already.</summary>
    public static async Task MissStartAsync(ConsoleDbContext db, Batch batch, string why, DateTimeOffset now, CancellationToken stop)
    {
        if (batch is not { StartMissedAt: null, BegunAt: null, State: BatchState.Running or BatchState.Paused })
            return;
        batch.StartMissedAt = now;
        var reason = batch is { State: BatchState.Paused, StateReason: { Length: > 0 } before } ? $"{why} It was paused before: {before}" : why;
        await ChangeAsync(db, batch, BatchState.Paused, AuditEvents.BatchStartMissed, null, reason, now, stop);
        db.Announce(ChangeKind.Audit);
    }

    /// <summary>The first device of a batch with a timing is about to be sent.</summary>
    public static async Task BeginAsync(ConsoleDbContext db, Batch batch, DateTimeOffset now, CancellationToken stop)
    {
        batch.BegunAt = now;
        batch.Version++;
        await AuditChain.AppendAsync(db, batch.Tenant, now, [new AuditDraft(AuditEvents.BatchStarted, null, $"Sending begins, as {batch.SendsAs.Name}.") { BatchId = batch.Id }], stop);
        db.Announce(ChangeKind.Batch, batch.Id);
    }

    /// <summary>Opens the next wave; a batch's waves open one by one and never close.</summary>
    /// <param name="actor"><c>null</c>: the plan itself opened it.</param>
    /// <param name="why">One sentence.</param>
    public static async Task OpenNextWaveAsync(ConsoleDbContext db, Batch batch, Account? actor, string why, DateTimeOffset now, CancellationToken stop)
    {
        batch.OpenWave++;
        (batch.WaveOpenedAt, batch.WaveSoaksUntil) = (now, null);
        batch.Version++;
        var payload = new Dictionary<string, string?> { ["wave"] = $"{batch.OpenWave + 1}", ["waves"] = $"{batch.Waves}" };
        await AuditChain.AppendAsync(db, batch.Tenant, now, [new AuditDraft(AuditEvents.BatchWaveOpened, actor, $"Wave {batch.OpenWave + 1} of {batch.Waves} may be sent: {why}", payload) { BatchId = batch.Id }], stop);
        db.Announce(ChangeKind.Batch, batch.Id);
    }

    /// <summary>A second person approves; whoever calls has checked that they may.</summary>
    /// <param name="digest">Of what they approve.</param>
    public static Task ApproveAsync(ConsoleDbContext db, Batch batch, Account actor, string digest, string text, DateTimeOffset now, CancellationToken stop)
    {
        (batch.ApprovedBy, batch.ApprovedAt, batch.ApprovedFor) = (actor, now, digest);
        return NoteApprovalAsync(db, batch, AuditEvents.BatchApproved, actor, text, now, stop);
    }

    /// <summary>The approval ends, if there is one: nothing more is sent until somebody approves anew.</summary>
    /// <param name="actor"><c>null</c>: nobody did it, it ended by itself.</param>
    public static async Task EndApprovalAsync(ConsoleDbContext db, Batch batch, Account? actor, string auditEvent, string text, DateTimeOffset now, CancellationToken stop)
    {
        if (batch is { ApprovedBy: null, ApprovedAt: null, ApprovedFor: null })
            return;
        await NoteApprovalAsync(db, batch, auditEvent, actor, text, now, stop);
        (batch.ApprovedBy, batch.ApprovedAt, batch.ApprovedFor) = (null, null, null);
    }

    private static async Task NoteApprovalAsync(ConsoleDbContext db, Batch batch, string auditEvent, Account? actor, string text, DateTimeOffset now, CancellationToken stop)
    {
        var payload = new Dictionary<string, string?>
        {
            ["approvedBy"] = batch.ApprovedBy?.Name,
            ["approvedById"] = batch.ApprovedBy?.ObjectId,
            ["approvedAt"] = batch.ApprovedAt?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            ["approvedFor"] = batch.ApprovedFor,
            ["frozenHash"] = batch.FrozenHash,
            ["confirmedBy"] = batch.ConfirmedBy.ObjectId,
            ["sendsAs"] = batch.SendsAs.ObjectId,
            ["sendsFrom"] = batch.SendsFrom?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        };
        batch.Version++;
        await AuditChain.AppendAsync(db, batch.Tenant, now, [new AuditDraft(auditEvent, actor, text, payload) { BatchId = batch.Id }], stop);
        db.Announce(ChangeKind.Batch, batch.Id);
        db.Announce(ChangeKind.Audit);
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
