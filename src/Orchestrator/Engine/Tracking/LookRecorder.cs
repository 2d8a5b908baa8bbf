using System.Collections.Concurrent;
using System.Text.Json;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Writes what a look showed. Judging happens inside the transaction, on the row as it is then, and anew when another writer was faster. A look that found
/// everything as before is put aside and written with others of its kind: only the time of the next look moves.
/// </summary>
internal sealed class LookRecorder(ConsoleDatabase database, TrackingHold hold, IOptions<TrackingOptions> options, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>Judged by their observation alone: the same one again says nothing new, until the deadline. What is being verified is concluded anew each time.</summary>
    private static readonly DeviceState[] SameSaysNothing = [DeviceState.Unknown, DeviceState.Pending, DeviceState.Active, DeviceState.Stalled];

    private readonly ConcurrentQueue<Unmoved> _unmoved = new();

    /// <param name="request">As it was when the look was due.</param>
    /// <param name="seen">What the look showed.</param>
    /// <param name="stop">Cancels.</param>
    public Task RecordAsync(DeviceRequest request, Observation seen, CancellationToken stop)
    {
        if (!IsAsBefore(request, seen, time.GetUtcNow()))
            return RecordAsync(request.Id, seen, stop);
        _unmoved.Enqueue(new(request.Id, seen.ReadAt, request.Version, TrackingClock.NextLook(request, options.Value, time.GetUtcNow())));
        return Task.CompletedTask;
    }

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

    /// <summary>Writes what was put aside, in one transaction. What is lost instead is looked at again.</summary>
    public async Task FlushAsync(CancellationToken stop)
    {
        var some = new List<Unmoved>();
        while (_unmoved.TryDequeue(out var one))
            some.Add(one);
        if (some.Count == 0)
            return;
        await database.WriteAsync(async db =>
        {
            if (!await hold.IsUnchallengedAsync(db, stop))
                return;
            foreach (var one in some)
            {
                // Another version was changed meanwhile, and moved since then means due again: both stay as they are.
                await db.Requests.Where(r => r.Id == one.Id && r.Version == one.Version && r.NextLookAt != null && (r.MovedAt == null || r.MovedAt <= one.ReadAt))
                    .ExecuteUpdateAsync(r => r.SetProperty(x => x.NextLookAt, one.Next).SetProperty(x => x.LookedAt, one.ReadAt).SetProperty(x => x.MovedAt, (DateTimeOffset?)null), stop);
            }
        }, stop);
    }

    /// <summary>A read that failed says nothing about the device: only the next look moves.</summary>
    public Task PostponeAsync(Guid requestId, TimeSpan by, CancellationToken stop) => database.WriteAsync(
        db => db.Requests.Where(r => r.Id == requestId && r.NextLookAt != null)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.NextLookAt, time.GetUtcNow() + by).SetProperty(x => x.MovedAt, (DateTimeOffset?)null), stop), stop);

    private static bool IsAsBefore(DeviceRequest request, Observation seen, DateTimeOffset now)
    {
        // What was found in another state, or before a person decided, is judged once more.
        if (request.Latest is not { } latest || seen.ReadAt < latest.ReadAt || latest.ReadAt < request.ChangedAt || request.Deadline <= now || !TrackingClock.IsTracked(request))
            return false;
        return (SameSaysNothing.Contains(request.State) || request.State.IsTerminal()) && (request.State != DeviceState.Pending || request.Deadline is not null)
            && Text(latest) == Text(seen with { ReadAt = latest.ReadAt });
    }

    private static string Text(Observation observation) => JsonSerializer.Serialize(observation, JsonSerializerOptions.Web);

    private async Task RecordAsync(ConsoleDbContext db, Guid requestId, Observation seen, CancellationToken stop)
    {
        var row = await db.Requests.SingleAsync(r => r.Id == requestId, stop);
        if (!TrackingClock.IsTracked(row))
            (row.NextLookAt, row.MovedAt) = (null, null);
        if (row.NextLookAt is null || row.Latest?.ReadAt > seen.ReadAt || !await hold.IsUnchallengedAsync(db, stop))
            return;
        var batch = await db.Batches.SingleAsync(b => b.Id == row.BatchId, stop);
        var now = time.GetUtcNow();

        // Handed over by dispatch or by a person's decision, which do not know our deadlines.
        if (row.State == DeviceState.Pending && row.Deadline is null)
            row.Deadline = TrackingClock.DeadlineOf(row, options.Value, now);
        row.LookedAt = seen.ReadAt;

        // Moved after this look began: what moved is still to be seen.
        if (row.MovedAt <= seen.ReadAt)
            row.MovedAt = null;
        await new Look(db, row, batch, seen, options.Value, now, stop).RecordAsync();
        if (row.NextLookAt is null)
            row.MovedAt = null;
    }

    private sealed record Unmoved(Guid Id, DateTimeOffset ReadAt, long Version, DateTimeOffset? Next);
}
