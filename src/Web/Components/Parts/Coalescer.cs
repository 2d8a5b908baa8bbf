namespace AutopilotReset.Web.Components.Parts;

/// <summary>
/// Turns any number of signals into at most one call per gap, never two at once and never losing the last. Thread-safe.
/// </summary>
internal sealed class Coalescer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _gap;
    private readonly Func<Task> _call;
    private readonly ITimer _timer;
    private long? _lastCall;
    private bool _wanted, _armed, _running, _disposed;

    /// <param name="gap">From the start of one call to the start of the next.</param>
    /// <param name="call">Must not throw: whoever reloads shows its own error.</param>
    public Coalescer(TimeProvider time, TimeSpan gap, Func<Task> call)
    {
        _time = time;
        _gap = gap;
        _call = call;
        _timer = time.CreateTimer(_ => _ = RunAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Signal()
    {
        lock (_lock)
        {
            _wanted = true;
            ArmIfDue_NeedsLock();
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _disposed = true;
        _timer.Dispose();
    }

    private async Task RunAsync()
    {
        lock (_lock)
        {
            _armed = false;
            if (_disposed || !_wanted)
                return;
            (_wanted, _running, _lastCall) = (false, true, _time.GetTimestamp());
        }
        try
        {
            await _call();
        }
        finally
        {
            lock (_lock)
            {
                _running = false;
                ArmIfDue_NeedsLock();
            }
        }
    }

    private void ArmIfDue_NeedsLock()
    {
        if (_disposed || _armed || _running || !_wanted)
            return;
        var wait = _lastCall is { } last ? _gap - _time.GetElapsedTime(last) : TimeSpan.Zero;
        _armed = true;
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
