using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>Writes what a look showed. Judging happens inside the transaction, on the row as it is then, and anew when another writer was faster.</summary>
internal sealed class LookRecorder(ConsoleDatabase database, IOptions<TrackingOptions> options, TimeProvider time)
{
    private const int MostTries = 5;

    public async Task RecordAsync(Guid requestId, Observation seen, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await database.WriteAsync(db => RecordAsync(db, requestId, seen, stop), stop);
                return;
            }
            catch (DbUpdateConcurrencyException) when (tries < MostTries)
            {
                // Read and judged again.
            }
        }
    }

    /// <summary>A read that failed says nothing about the device: only the next look moves.</summary>
    public Task PostponeAsync(Guid requestId, TimeSpan by, CancellationToken stop) => database.WriteAsync(
        db => db.Requests.Where(r => r.Id == requestId && r.NextLookAt != null)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.NextLookAt, time.GetUtcNow() + by), stop), stop);

    private async Task RecordAsync(ConsoleDbContext db, Guid requestId, Observation seen, CancellationToken stop)
    {
        var row = await db.Requests.SingleAsync(r => r.Id == requestId, stop);
        if (!TrackingClock.IsTracked(row) || row.Latest?.ReadAt > seen.ReadAt)
            return;
        var batch = await db.Batches.SingleAsync(b => b.Id == row.BatchId, stop);
        var now = time.GetUtcNow();

        // Handed over by dispatch or by a person's decision, which do not know our deadlines.
        if (row.State == DeviceState.Pending && row.Deadline is null)
            row.Deadline = TrackingClock.DeadlineOf(row, options.Value, now);
        await new Look(db, row, batch, seen, options.Value, now, stop).RecordAsync();
    }
}
