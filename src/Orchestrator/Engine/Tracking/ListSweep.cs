using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Reads the device list for what checked in since the last sweep and makes those armed devices due now. A hint only: the single read that follows decides
/// (design.md, Sending). A sweep that fails costs nothing but time, since every device is also read singly when it is due.
/// </summary>
internal sealed partial class ListSweep(
    ConsoleDatabase database, TrackingReader reader, TenantIdentity tenant, IOptions<TrackingOptions> options, TimeProvider time, ILogger<ListSweep> log)
{
    /// <summary>Fewer waiting devices than this are read singly when due; a list page would cost more than it saves.</summary>
    public const int WorthIt = 20;

    /// <summary>Each sweep looks a little further back than the last one ended, for stamps that Intune writes late.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    private DateTimeOffset? _sweptUpTo;

    public async Task RunIfDueAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (_sweptUpTo is { } last && now - last < options.Value.Sweep)
            return;
        var waiting = await WaitingAsync(now);
        var since = (_sweptUpTo ?? now - options.Value.Quiet) - Overlap;
        _sweptUpTo = now;
        if (waiting.Count < WorthIt)
            return;

        foreach (var readers in waiting.GroupBy(w => w.Reader.Id))
            await SweepAsync([.. readers], since, stop);
    }

    /// <summary>Everything tracked that is not due anyway.</summary>
    private Task<List<Waiting>> WaitingAsync(DateTimeOffset now) => database.ReadAsync(db => (
        from request in db.Requests
        join batch in db.Batches on request.BatchId equals batch.Id
        where request.Tenant == tenant.TenantId && request.NextLookAt > now
            && (TrackingClock.OpenStates.Contains(request.State) || request.ArmedSince != null)
        select new Waiting(request.Id, request.BatchId, request.ManagedDeviceId, request.Latest!.LastCheckIn, batch.SendsAs)).ToListAsync());

    private async Task SweepAsync(IReadOnlyList<Waiting> waiting, DateTimeOffset since, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Sweep);
        try
        {
            var byDevice = waiting.ToLookup(w => w.ManagedDeviceId);
            var moved = new List<Guid>();
            await foreach (var (id, checkIn) in reader.CheckedInSinceAsync(since, waiting[0].Reader, waiting[0].BatchId, stop))
                moved.AddRange(byDevice[id].Where(w => w.LastCheckIn != checkIn).Select(w => w.RequestId));
            await MakeDueAsync(moved, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            LogSweepFailed(failure);
        }
    }

    private async Task MakeDueAsync(IReadOnlyList<Guid> requests, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        foreach (var some in requests.Chunk(500))
        {
            await database.WriteAsync(
                db => db.Requests.Where(r => some.Contains(r.Id) && r.NextLookAt > now).ExecuteUpdateAsync(r => r.SetProperty(x => x.NextLookAt, now), stop), stop);
        }
    }

    [LoggerMessage(3003, LogLevel.Warning, "A sweep of the device list failed; devices are read singly when due")]
    private partial void LogSweepFailed(Exception failure);

    private sealed record Waiting(Guid RequestId, Guid BatchId, string ManagedDeviceId, DateTimeOffset? LastCheckIn, Account Reader);
}
