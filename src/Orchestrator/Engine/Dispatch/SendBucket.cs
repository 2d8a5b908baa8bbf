namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Our own send budget: a token bucket of at most five, and never more than the limit in any sliding 20 seconds (design.md, Sending). Runs on the monotonic
/// clock. A 429 under our own budget means that others use the tenant: the rate halves and recovers by a tenth of the limit every 20 seconds.
/// </summary>
internal sealed class SendBucket
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private const int MostTokens = 5;

    private readonly TimeProvider _time;
    private readonly int _limit;
    private readonly Lock _gate = new();
    private readonly Queue<long> _sent = new();
    private double _rate;
    private double _tokens;
    private long _filledAt;
    private long _recoveredAt;

    /// <param name="limit">Sends in any 20 seconds, 1–190.</param>
    /// <param name="time">Its timestamps are the monotonic clock.</param>
    public SendBucket(int limit, TimeProvider time)
    {
        (_limit, _time, _rate, _tokens) = (limit, time, limit, Math.Min(MostTokens, limit));
        _filledAt = _recoveredAt = time.GetTimestamp();
    }

    /// <summary>Current limit in 20 seconds, after yielding to others.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
                return _rate;
        }
    }

    /// <summary>Sends that the budget still allows in the current 20 seconds.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
            {
                Refresh_NeedsLock();
                return Math.Max(0, (int)_rate - _sent.Count);
            }
        }
    }

    /// <summary>Waits until one send is allowed and takes it.</summary>
    public async Task TakeAsync(CancellationToken stop)
    {
        while (TryTake() is { } wait)
            await Task.Delay(wait, _time, stop);
    }

    /// <summary>Takes one send, or tells how long to wait before asking again.</summary>
    public TimeSpan? TryTake()
    {
        lock (_gate)
        {
            Refresh_NeedsLock();
            if (_sent.Count >= Math.Max(1, (int)_rate))
                return AtLeastAMoment(Window - _time.GetElapsedTime(_sent.Peek()));
            if (_tokens < 1)
                return AtLeastAMoment(TimeSpan.FromSeconds((1 - _tokens) * Window.TotalSeconds / _rate));
            _tokens--;
            _sent.Enqueue(_time.GetTimestamp());
            return null;
        }
    }

    public void Halve()
    {
        lock (_gate)
        {
            _rate = Math.Max(1, _rate / 2);
            _tokens = 0;
            _recoveredAt = _time.GetTimestamp();
        }
    }

    private void Refresh_NeedsLock()
    {
        var now = _time.GetTimestamp();
        while (_rate < _limit && _time.GetElapsedTime(_recoveredAt, now) >= Window)
        {
            _rate = Math.Min(_limit, _rate + Math.Max(1, _limit / 10.0));
            _recoveredAt += (long)(Window.TotalSeconds * _time.TimestampFrequency);
        }

        _tokens = Math.Min(Math.Min(MostTokens, _limit), _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _rate / Window.TotalSeconds));
        _filledAt = now;
        while (_sent.Count > 0 && _time.GetElapsedTime(_sent.Peek(), now) > Window)
            _sent.Dequeue();
    }

    private static TimeSpan AtLeastAMoment(TimeSpan wait) => wait < TimeSpan.FromMilliseconds(5) ? TimeSpan.FromMilliseconds(5) : wait;
}
