using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Commands;

/// <summary>A person opens the next wave although the plan still waits: laptops in drawers may keep a wave from ever being proven. The threshold stays as confirmed.</summary>
internal sealed class OpenNextWave(ConsoleDatabase database, CommandDesk desk, TenantIdentity tenant, PresentNumbers numbers, TimeProvider time)
{
    /// <param name="admin">Who opens it.</param>
    /// <param name="batchId">The batch.</param>
    /// <param name="wave">From 1, as it was shown: a second click opens no further wave.</param>
    /// <param name="reason">Why, for the audit.</param>
    /// <param name="stop">Cancels.</param>
    public Task<Outcome<Done>> OpenAsync(Admin admin, Guid batchId, int wave, string reason, CancellationToken stop) =>
        desk.RunAsync(admin, new Command("batch.open-wave", batchId, Detail: $"wave {wave}"), async account =>
        {
            if (await numbers.RefuseReasonAsync(reason, "The reason for opening a wave") is { } no)
                return (Outcome<Done>)no;
            return await database.WriteAsync(async db =>
            {
                if (await BatchStore.FindAsync(db, tenant.TenantId, batchId, stop) is not { } batch)
                    return BatchStore.NotFound(batchId);
                if (Refuse(batch, wave) is { } refused)
                    return refused;
                var why = PlainText.Line(reason, PlainText.ReasonLength);
                await BatchLedger.OpenNextWaveAsync(db, batch, account, $"opened by {PlainText.Line(account.Name)} before the plan did: {why}", time.GetUtcNow(), stop);
                db.Announce(ChangeKind.Audit);
                return (Outcome<Done>)default(Done);
            }, stop);
        }, stop);

    private static Refused? Refuse(Batch batch, int wave)
    {
        if (batch.State != BatchState.Running)
            return BatchStore.WrongState(batch, "given another wave. Resume it first");
        if (wave != batch.OpenWave + 2 || wave > batch.Waves)
            return new Refused("wave-changed", $"Wave {batch.OpenWave + 1} of {batch.Waves} is open; wave {wave} cannot be opened now. Look again.");
        try
        {
            FrozenPlan.Of(batch);
            return null;
        }
        catch (FormatException unreadable)
        {
            return GuardGate.Unreadable(unreadable.Message);
        }
    }
}
