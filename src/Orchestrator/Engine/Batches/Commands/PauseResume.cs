using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>Holds a batch and lets it go on. The dispatcher reads the state in its intent transaction, so what commits here counts from here.</summary>
internal sealed class PauseResume(
    ConsoleDatabase database, CommandDesk desk, IEntraSession session, TenantIdentity tenant, PresentNumbers numbers, IOptions<GuardOptions> options, TimeProvider time)
{
    public Task<Outcome<Done>> PauseAsync(Admin admin, Guid batchId, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.pause", batchId), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason of a pause") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                if (await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop) is not { } batch)
                    return BatchStore.NotFound(batchId);
                if (batch.State != BatchState.Running)
                    return BatchStore.WrongState(batch, "paused");
                var why = PlainText.Line(reason, PlainText.ReasonLength);
                await BatchStore.SetAsync(db, batch, BatchState.Paused, $"{account.Name}: {why}", AuditEvents.BatchPaused, account, $"Paused: {why}", time.GetUtcNow(), stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    public Task<Outcome<Done>> ResumeAsync(Admin admin, Guid batchId, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.resume", batchId), async account =>
        {
            var batch = await database.ReadAsync(db => BatchStore.FindAsync(db, tenant.TenantId, batchId, stop));
            if (Refuse(batch, batchId, await numbers.ReadAsync()) is { } no)
                return (Outcome<Done>)no;

            // The sender's own session may have been renewed since the batch paused for want of it.
            if (batch!.SendsAs.Id == account.Id && await Loans.LendAsync(session, account, batchId, stop) is { } noToken)
                return noToken;
            return await database.WriteAsync(async db =>
            {
                var row = await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop);
                if (Refuse(row, batchId, await numbers.ReadAsync(db)) is { } changed)
                    return changed;
                var accepted = await AcceptAsync(db, row!, stop);
                await BatchStore.SetAsync(
                    db, row!, BatchState.Running, null, AuditEvents.BatchResumed, account, $"Resumed{accepted}; sends as {PlainText.Line(row!.SendsAs.Name)}.", time.GetUtcNow(), stop);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    /// <summary>Whoever resumes what its plan halted stands for the failures so far; the next one halts it again.</summary>
    private static async Task<string> AcceptAsync(ConsoleDbContext db, Batch batch, CancellationToken stop)
    {
        if (batch.HaltedBecause is null)
            return "";
        batch.HaltedBecause = null;
        batch.FailuresAccepted = await WaveStandings.FailuresAsync(db, batch.Id, stop);
        return $" after a halt, with {batch.FailuresAccepted} failed or stalled devices in view";
    }

    private Refused? Refuse(Batch? batch, Guid batchId, GuardNumbers present)
    {
        if (batch is null)
            return BatchStore.NotFound(batchId);
        if (batch.State != BatchState.Paused)
            return BatchStore.WrongState(batch, "resumed");
        if (Timings.RefuseLate(batch, options.Value, time.GetUtcNow()) is { } late)
            return late;
        return time.GetUtcNow() - batch.StandsSince > TimeSpan.FromHours(present.ConfirmationValidHours)
            ? new Refused("confirmation-expired", $"The confirmation of {batch.StandsSince:u} is older than {present.ConfirmationValidHours} h. Take the batch over to confirm what is left, or cancel it.")
            : null;
    }
}
