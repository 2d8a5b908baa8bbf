using System.Collections.Concurrent;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// The one sender of a tenant. Holds the lease, settles what an earlier holder left, waits one window so that two holders together stay below the rate,
/// and then keeps a few devices in preparation at a time; the bucket decides when each may go.
/// </summary>
internal sealed partial class Dispatcher(
    DispatchHold hold, DueDevices due, DeviceSender sender, Leftovers leftovers, TenantIdentity tenant, IChangeFeed feed, EngineHealth health,
    TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    /// <summary>Devices read and prepared side by side; the rate is the bucket's business.</summary>
    private const int MostInFlight = 8;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Task> _inFlight = new();
    private long _token;
    private long _heldSince;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = feed.Subscribe(c => Wake(changed, c));
        while (!stoppingToken.IsCancellationRequested)
        {
            health.Beat(EngineLoops.Sending);
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                health.Report("Sending", HealthState.Broken, $"Nothing is sent: {failure.Message}");
                LogStepFailed(failure);
            }

            await WaitAsync(changed, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // What is past its intent finishes; nothing new begins, since the token that prepares is cancelled.
        await Task.WhenAll(_inFlight.Values).WaitAsync(TimeSpan.FromSeconds(25), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hold.ReleaseAsync();
    }

    /// <summary>One round: keep the lease, settle leftovers, take up what is due.</summary>
    internal async Task StepAsync(CancellationToken stop)
    {
        if (!await hold.TakeOrRenewAsync(stop))
        {
            health.Report("Sending", HealthState.Works, "Another process sends for this tenant.");
            return;
        }

        if (_token != hold.Token)
            (_token, _heldSince) = (hold.Token, time.GetTimestamp());
        var recovered = await leftovers.RecoverAsync(_inFlight.Keys.ToHashSet(), tenant.TenantId, stop);
        if (recovered > 0)
            LogRecovered(recovered);
        await ThrottledAsync(stop);
        if (time.GetElapsedTime(_heldSince) < SendBucket.Window)
            return;
        foreach (var (request, batch) in await due.ToSendAsync([.. _inFlight.Keys], MostInFlight - _inFlight.Count, stop))
            Start(request.Id, sender.SendAsync(request, batch, stop));
    }

    /// <summary>For tests: everything that was taken up has been settled.</summary>
    internal Task IdleAsync() => Task.WhenAll(_inFlight.Values);

    private async Task ThrottledAsync(CancellationToken stop)
    {
        foreach (var (request, batch) in await due.ThrottledAsync([.. _inFlight.Keys], MostInFlight, stop))
        {
            try
            {
                await leftovers.ReconcileAsync(request, batch, stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                LogThrottledUnread(failure, request.Id);
            }
        }
    }

    private void Start(Guid requestId, Task sending)
    {
        _inFlight[requestId] = sending;
        _ = sending.ContinueWith(_ => _inFlight.TryRemove(requestId, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void Wake(SemaphoreSlim changed, Change change)
    {
        if (change.Kind is ChangeKind.Batch or ChangeKind.Request or ChangeKind.Guard && changed.CurrentCount == 0)
            changed.Release();
    }

    /// <summary>Short while another holder may be gone; to the very end of the window that a new holder waits; else until the next beat.</summary>
    private TimeSpan Pause
    {
        get
        {
            if (hold.Token == 0)
                return LeaseHold.Beat;
            var rest = SendBucket.Window - time.GetElapsedTime(_heldSince);
            if (_token == hold.Token && rest > TimeSpan.Zero && rest < Beat)
                return rest;
            return _inFlight.IsEmpty ? Beat : TimeSpan.FromSeconds(1);
        }
    }

    private async Task WaitAsync(SemaphoreSlim changed, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var beat = Task.Delay(Pause, time, either.Token);
        await Task.WhenAny(beat, changed.WaitAsync(either.Token)).ConfigureAwait(false);
        await either.CancelAsync();
    }

    [LoggerMessage(2010, LogLevel.Error, "A round of the dispatcher failed; nothing was sent in it")]
    private partial void LogStepFailed(Exception failure);

    [LoggerMessage(2011, LogLevel.Warning, "{Count} intents had no answer and are Unknown now")]
    private partial void LogRecovered(int count);

    [LoggerMessage(2012, LogLevel.Warning, "Throttled request {RequestId} could not be read; it waits")]
    private partial void LogThrottledUnread(Exception failure, Guid requestId);
}
