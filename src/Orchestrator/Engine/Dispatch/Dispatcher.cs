using System.Collections.Concurrent;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// The one sender of a tenant. Holds the lease, settles what an earlier holder left, and keeps as many devices in preparation as the rate demands; the bucket decides
/// when each may go: none before one window of the term has passed, so that two holders together stay below the rate.
/// </summary>
internal sealed partial class Dispatcher(
    DispatchHold hold, DueDevices due, DeviceSender sender, SendBucket bucket, SendPace pace, Housekeeping housekeeping, IChangeFeed feed, EngineHealth health,
    TimeProvider time, ILogger<Dispatcher> log) : BackgroundService
{
    /// <summary>Between looks at the lease and at what waits for a clock rather than for an event.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>So long before a new term's first send devices are read, so that it is not the reading that the first waits for (decision 0037).</summary>
    private static readonly TimeSpan ReadsAhead = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Task> _inFlight = new();
    private readonly SemaphoreSlim _wake = new(0);
    private volatile Term? _term;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(OnChange);
        await Task.WhenAll(
            LoopAsync(stop => HoldAsync(stop), Beat, wakes: false, stoppingToken),
            LoopAsync(stop => HousekeepAsync(stop), Beat, wakes: false, stoppingToken),
            LoopAsync(stop => FillAsync(stop), Beat, wakes: true, stoppingToken));
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // What has left is waited for; what has not is released, since the token under which it would leave is cancelled.
        await Task.WhenAll(_inFlight.Values).WaitAsync(TimeSpan.FromSeconds(25), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hold.ReleaseAsync();
    }

    /// <summary>One round: keep the lease, settle leftovers, take up what is due.</summary>
    internal async Task StepAsync(CancellationToken stop)
    {
        await HoldAsync(stop);
        await HousekeepAsync(stop);
        await FillAsync(stop);
    }

    /// <summary>Keeps or takes the lease; a new hold is a new term, which waits before its first send.</summary>
    internal async Task HoldAsync(CancellationToken stop)
    {
        if (!await hold.TakeOrRenewAsync(stop))
            health.Report("Sending", HealthState.Works, "Another process sends for this tenant.");
        else if (hold.Token is var token && _term?.Token != token)
        {
            // In this order: nothing is taken up under a term whose wait has not begun.
            bucket.BeginTerm();
            _term = new Term(token, time.GetTimestamp());
        }
    }

    /// <summary>For tests: everything that was taken up has been settled.</summary>
    internal Task IdleAsync() => Task.WhenAll(_inFlight.Values);

    private async Task HousekeepAsync(CancellationToken stop)
    {
        if (hold.Token != 0)
            await housekeeping.RunAsync(hold.Token, _inFlight.Keys.ToHashSet(), stop);
    }

    private async Task FillAsync(CancellationToken stop)
    {
        var depth = pace.Depth;
        health.Beat(EngineLoops.Sending);
        if (_term is not { } term || !hold.Holds(term.Token) || time.GetElapsedTime(term.Since) < SendBucket.Window - ReadsAhead)
            return;
        if (!housekeeping.IsCleared(term.Token) || _inFlight.Count > depth * 3 / 4)
            return;
        foreach (var (request, batch) in await due.ToSendAsync([.. _inFlight.Keys], depth - _inFlight.Count, stop))
            Start(request.Id, sender.SendAsync(request, batch, term.Token, stop));
    }

    private void Start(Guid requestId, Task sending)
    {
        _inFlight[requestId] = sending;
        _ = sending.ContinueWith(_ => Ended(requestId), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void Ended(Guid requestId)
    {
        _inFlight.TryRemove(requestId, out _);
        Wake();
    }

    private void OnChange(Change change)
    {
        if (change.Kind is ChangeKind.Batch or ChangeKind.Guard)
            Wake();
    }

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private async Task LoopAsync(Func<CancellationToken, Task> round, TimeSpan beat, bool wakes, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await round(stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                health.Report("Sending", HealthState.Broken, $"Nothing is sent: {failure.Message}");
                LogStepFailed(failure);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var waits = Task.Delay(beat, time, either.Token);
            await (wakes ? Task.WhenAny(waits, _wake.WaitAsync(either.Token)) : waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await either.CancelAsync();
        }
    }

    /// <param name="Token">Of the hold.</param>
    /// <param name="Since">Monotonic time of its begin.</param>
    private sealed record Term(long Token, long Since);

    [LoggerMessage(2010, LogLevel.Error, "A round of the dispatcher failed; nothing was sent in it")]
    private partial void LogStepFailed(Exception failure);
}
