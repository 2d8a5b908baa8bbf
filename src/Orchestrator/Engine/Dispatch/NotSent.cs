using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>What is written where nothing was sent: the device is refused, waits a while, or its batch pauses.</summary>
internal sealed class NotSent(ConsoleDatabase database, EngineHealth health, TimeProvider time)
{
    private static readonly TimeSpan WaitAfterFailedRead = TimeSpan.FromSeconds(30);

    public Task RefuseAsync(Guid requestId, string why, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var row = await db.Requests.SingleAsync(r => r.Id == requestId, stop);
        await Ledger.ApplyAsync(db, row, Signal.RefusedOnReread, null, why, time.GetUtcNow(), stop);
        await BatchProgress.SettleAsync(db, row.BatchId, time.GetUtcNow(), stop);
    }, stop);

    /// <summary>Pauses it, unless somebody else stands for it by now: what the former sender lacks is no matter then.</summary>
    public Task PauseAsync(Batch batch, string why) => database.WriteAsync(async db =>
    {
        var row = await db.Batches.SingleAsync(b => b.Id == batch.Id);
        if (row.SendsAs.Id != batch.SendsAs.Id)
            return;
        await BatchLedger.PauseAsync(db, row, null, why, time.GetUtcNow(), CancellationToken.None);
    }, CancellationToken.None);

    public Task PostponeAsync(DeviceRequest request, string why)
    {
        health.Report("Sending", HealthState.Degraded, why);
        return database.WriteAsync(async db =>
        {
            var row = await db.Requests.SingleAsync(r => r.Id == request.Id);
            if (row.State != DeviceState.Planned)
                return;
            (row.NotBefore, row.Note) = (time.GetUtcNow() + WaitAfterFailedRead, why);
            row.Version++;
            db.Announce(ChangeKind.Request, row.BatchId);
        }, CancellationToken.None);
    }

    public Task ReadFailedAsync(DeviceRequest request, Batch batch, Exception failure) =>
        GraphFailures.MissingAuthority(failure) is { } missing
            ? PauseAsync(batch, missing)
            : PostponeAsync(request, $"The device could not be read, so nothing was sent: {GraphFailures.Sentence(failure)}");
}
