namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>
/// The budget of one service: what was read in the sliding window, who waits, and how far we yield. Runs on the monotonic clock. A read counts from the
/// moment it is let through until one window after its answer: whenever Graph counted it, no window of Graph's holds more than ours allows.
/// </summary>
internal sealed class ReadWindow : IDisposable
{
    private readonly ReadLimit _limit;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<(long Stamp, int Cost, bool Sweep)> _answered = new();
    private readonly Queue<Waiter>[] _waiting = [.. Enum.GetValues<ReadPriority>().Select(_ => new Queue<Waiter>())];
    private readonly ITimer _timer;
    private int _used;
    private int _sweeps;
    private int _nodes = 1;
    private double _yield = 1;
    private long _recoveredAt;
    private long _pausedAt;
    private TimeSpan _pause;

    public ReadWindow(ReadLimit limit, TimeProvider time)
    {
        (_limit, _time, _recoveredAt, _pausedAt) = (limit, time, time.GetTimestamp(), time.GetTimestamp());
        _timer = time.CreateTimer(_ => Pump(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ReadBudgetState State
    {
        get
        {
            lock (_gate)
            {
                Refresh_NeedsLock();
                var allowed = (int)Allowed_NeedsLock();
                return new(_limit.Class, _limit.Documented, allowed, Math.Max(0, allowed - _used), _limit.Window, _yield < 1 || PauseLeft_NeedsLock() > TimeSpan.Zero, _waiting.Sum(w => w.Count(x => !x.IsOver)));
            }
        }
    }

    /// <summary>Waits until the read may be made. It counts from then on, until <see cref="Answered"/> and one window more.</summary>
    public Task TakeAsync(ReadPriority priority, int cost, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Waiter waiter;
        lock (_gate)
        {
            Refresh_NeedsLock();
            if (_waiting.Take((int)priority + 1).All(w => w.All(x => x.IsOver)) && Fits_NeedsLock(priority, cost) == Fit.Yes)
            {
                Count_NeedsLock(priority, cost);
                return Task.CompletedTask;
            }

            _waiting[(int)priority].Enqueue(waiter = new Waiter(cost));
            Pump_NeedsLock();
        }

        return waiter.WaitAsync(stop);
    }

    /// <summary>Graph has answered, or never will.</summary>
    public void Answered(ReadPriority priority, int cost)
    {
        lock (_gate)
        {
            _answered.Enqueue((_time.GetTimestamp(), cost, priority == ReadPriority.Sweep));
            Pump_NeedsLock();
        }
    }

    /// <summary>A 429 below our own budget: others use the tenant. Nothing is read until the time that Graph named; then half, recovering by a tenth a window.</summary>
    public void Yield(TimeSpan pause)
    {
        lock (_gate)
        {
            // Several reads under way hear the same complaint: it is one.
            var now = _time.GetTimestamp();
            if (_yield == 1 || _time.GetElapsedTime(_recoveredAt, now) >= TimeSpan.FromSeconds(1))
                _yield = Math.Max(0.05, _yield / 2);
            if (pause > PauseLeft_NeedsLock())
                (_pausedAt, _pause) = (now, pause);
            _recoveredAt = now;
            Pump_NeedsLock();
        }
    }

    /// <summary>So many processes read as this app: each takes an equal share.</summary>
    public void ShareAmong(int nodes)
    {
        lock (_gate)
        {
            _nodes = Math.Max(1, nodes);
            Pump_NeedsLock();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Pump()
    {
        lock (_gate)
            Pump_NeedsLock();
    }

    /// <summary>Lets through, by priority and then in order, whoever fits. Nobody overtakes one that waits for the common budget; a sweep's own limit holds up sweeps only.</summary>
    private void Pump_NeedsLock()
    {
        Refresh_NeedsLock();
        foreach (var priority in Enum.GetValues<ReadPriority>())
        {
            var queue = _waiting[(int)priority];
            while (queue.TryPeek(out var next))
            {
                var fit = next.IsOver ? Fit.Yes : Fits_NeedsLock(priority, next.Cost);
                if (fit == Fit.NoSweep)
                    break;
                if (fit == Fit.No)
                {
                    Sleep_NeedsLock();
                    return;
                }

                queue.Dequeue();
                if (next.LetThrough())
                    Count_NeedsLock(priority, next.Cost);
            }
        }

        if (_waiting.Any(w => w.Count > 0))
            Sleep_NeedsLock();
    }

    private Fit Fits_NeedsLock(ReadPriority priority, int cost)
    {
        if (PauseLeft_NeedsLock() > TimeSpan.Zero)
            return Fit.No;

        // An empty window lets one read through, however far we yield.
        if (_used > 0 && _used + cost > Allowed_NeedsLock() * ReadLimit.Level(priority))
            return Fit.No;
        return priority == ReadPriority.Sweep && _sweeps > 0 && _sweeps + cost > _limit.Sweeps * _yield / _nodes ? Fit.NoSweep : Fit.Yes;
    }

    private double Allowed_NeedsLock() => _limit.Ours * _yield / _nodes;

    private TimeSpan PauseLeft_NeedsLock() => _pause - _time.GetElapsedTime(_pausedAt);

    private void Count_NeedsLock(ReadPriority priority, int cost)
    {
        _used += cost;
        if (priority == ReadPriority.Sweep)
            _sweeps += cost;
    }

    private void Refresh_NeedsLock()
    {
        var now = _time.GetTimestamp();
        while (_answered.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.Stamp, now) > _limit.Window)
        {
            _answered.Dequeue();
            _used -= oldest.Cost;
            if (oldest.Sweep)
                _sweeps -= oldest.Cost;
        }

        while (_yield < 1 && PauseLeft_NeedsLock() <= TimeSpan.Zero && _time.GetElapsedTime(_recoveredAt, now) >= _limit.Window)
        {
            _yield = Math.Min(1, _yield + 0.1);
            _recoveredAt += (long)(_limit.Window.TotalSeconds * _time.TimestampFrequency);
        }
    }

    /// <summary>Until something can have changed. What is under way wakes us by its answer.</summary>
    private void Sleep_NeedsLock()
    {
        var wait = PauseLeft_NeedsLock();
        if (wait <= TimeSpan.Zero && _answered.TryPeek(out var oldest))
            wait = _limit.Window - _time.GetElapsedTime(oldest.Stamp);
        else if (wait <= TimeSpan.Zero)
            return;

        // Time goes on while we look: the moment may have passed since. A timer takes no negative time, and thrown on its own thread that ends the process.
        _timer.Change((wait > TimeSpan.Zero ? wait : TimeSpan.Zero) + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private enum Fit { Yes, No, NoSweep }

    private sealed class Waiter(int cost)
    {
        private readonly TaskCompletionSource _through = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Cost { get; } = cost;

        public bool IsOver => _through.Task.IsCompleted;

        public bool LetThrough() => _through.TrySetResult();

        public async Task WaitAsync(CancellationToken stop)
        {
            await using var registration = stop.UnsafeRegister((self, token) => ((Waiter)self!)._through.TrySetCanceled(token), this);
            await _through.Task;
        }
    }
}
