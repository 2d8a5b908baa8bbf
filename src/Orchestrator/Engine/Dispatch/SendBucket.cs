namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// Our own send budget: a token bucket, and never more than the limit in any sliding 20 seconds (design.md, Sending). Runs on the monotonic clock.
/// </summary>
/// <remarks>
/// When exactly Graph counts a send cannot be seen from here; it lies between the token's taking and the answer. So a taken token counts from then until 20
/// seconds after its answer, and whatever the network does, no 20 seconds at Graph hold more than the limit. (Take the last-taken of any sends that arrived
/// within one window: all others were still counted when it was taken.)
/// </remarks>
internal sealed class SendBucket : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly TimeProvider _time;
    private readonly SendLimit _limit;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Queue<long> _answered = new();
    private int _out;
    private double _rate;
    private double _tokens;
    private long _filledAt;
    private long _recoveredAt;
    private long _yieldedAt;
    private long? _termSince;
    private DateTimeOffset? _heldUntil;
    private long _heldFrom;
    private TimeSpan _heldFor;

    /// <param name="limit">The configured limit.</param>
    /// <param name="time">Its timestamps are the monotonic clock.</param>
    public SendBucket(SendLimit limit, TimeProvider time)
    {
        (_limit, _time, _rate, _tokens) = (limit, time, limit.Per20Seconds, limit.Burst);
        _filledAt = _recoveredAt = time.GetTimestamp();
        _yieldedAt = _filledAt - (long)(Window.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Sends in 20 seconds as configured.</summary>
    public int Limit => _limit.Per20Seconds;

    /// <summary>Present limit in 20 seconds, after yielding to others.</summary>
    public double Rate => Locked(() => _rate);

    /// <summary>Sends that the budget still allows in the current 20 seconds.</summary>
    public int Left => Locked(() => TermWait_NeedsLock > TimeSpan.Zero ? 0 : Math.Max(0, Allowed_NeedsLock - _out - _answered.Count));

    /// <summary>Graph asked the tenant to wait until then; <c>null</c> when it does not.</summary>
    public DateTimeOffset? HeldUntil => Locked(() => IsHeld_NeedsLock ? _heldUntil : null);

    private TimeSpan TermWait_NeedsLock => _termSince is { } since ? Window - _time.GetElapsedTime(since) : TimeSpan.Zero;

    private int Allowed_NeedsLock => Math.Max(1, (int)_rate);

    private bool IsHeld_NeedsLock => _heldUntil is not null && _time.GetElapsedTime(_heldFrom) < _heldFor;

    /// <summary>A new term begins. What an earlier holder sent in the last 20 seconds is not known here, so for as long nothing is allowed.</summary>
    public void BeginTerm()
    {
        lock (_gate)
            _termSince = _time.GetTimestamp();
    }

    /// <summary>Waits, first come first served, until one send is allowed, and takes it.</summary>
    public async Task<SendToken> TakeAsync(CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            while (true)
            {
                if (TryTake(out var token) is not { } wait)
                    return token!;
                await ChangeAsync(wait, stop);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes one send, or tells how long to wait at most before asking again.</summary>
    public TimeSpan? TryTake(out SendToken? token)
    {
        lock (_gate)
        {
            token = null;
            Refresh_NeedsLock();
            if (TermWait_NeedsLock is { Ticks: > 0 } wait)
                return AtLeastAMoment(wait);
            if (IsHeld_NeedsLock)
                return AtLeastAMoment(_heldFor - _time.GetElapsedTime(_heldFrom));
            if (_out + _answered.Count >= Allowed_NeedsLock)
                return AtLeastAMoment(_answered.TryPeek(out var first) ? Window - _time.GetElapsedTime(first) : Window);
            if (_tokens < 1)
                return AtLeastAMoment(TimeSpan.FromSeconds((1 - _tokens) * Window.TotalSeconds / _rate));
            _tokens--;
            _out++;
            token = new SendToken(this);
            return null;
        }
    }

    /// <summary>
    /// Graph said "not before": nothing of this tenant leaves until then. A 429 while under our own budget means that others use the tenant, so the rate also
    /// halves, once however many answers of one moment say so, and recovers by a tenth of the limit every 20 seconds.
    /// </summary>
    public void Hold(TimeSpan wait)
    {
        lock (_gate)
        {
            var left = IsHeld_NeedsLock ? _heldFor - _time.GetElapsedTime(_heldFrom) : TimeSpan.Zero;
            if (left == TimeSpan.Zero)
                Lower_NeedsLock(0.5);
            if (wait > left)
                (_heldFrom, _heldFor, _heldUntil) = (_time.GetTimestamp(), wait, _time.GetUtcNow() + wait);
        }
    }

    /// <summary>Graph said how full the tenant's limit is (<c>x-ms-throttle-limit-percentage</c>, sent from 0.8 on): slow down before it refuses, once in 20 seconds.</summary>
    public void Yield(double used)
    {
        lock (_gate)
        {
            if (used >= 0.8 && _time.GetElapsedTime(_yieldedAt) >= Window)
                Lower_NeedsLock(used >= 1 ? 0.5 : 0.8);
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _changed.Dispose();
    }

    private void Lower_NeedsLock(double factor)
    {
        _rate = Math.Max(1, _rate * factor);
        _tokens = Math.Min(_tokens, 1);
        _recoveredAt = _yieldedAt = _time.GetTimestamp();
    }

    internal bool IsHeld => Locked(() => IsHeld_NeedsLock);

    internal void GiveBack(bool left)
    {
        lock (_gate)
        {
            _out--;
            if (left)
                _answered.Enqueue(_time.GetTimestamp());
            else
                _tokens = Math.Min(_limit.Burst, _tokens + 1);
        }

        if (_changed.CurrentCount == 0)
            _changed.Release();
    }

    private async Task ChangeAsync(TimeSpan wait, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(wait, _time, either.Token), _changed.WaitAsync(either.Token));
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
    }

    private void Refresh_NeedsLock()
    {
        var now = _time.GetTimestamp();
        while (_rate < _limit.Per20Seconds && _time.GetElapsedTime(_recoveredAt, now) >= Window)
        {
            _rate = Math.Min(_limit.Per20Seconds, _rate + Math.Max(1, _limit.Per20Seconds / 10.0));
            _recoveredAt += (long)(Window.TotalSeconds * _time.TimestampFrequency);
        }

        _tokens = Math.Min(_limit.Burst, _tokens + (_time.GetElapsedTime(_filledAt, now).TotalSeconds * _rate / Window.TotalSeconds));
        _filledAt = now;
        while (_answered.Count > 0 && _time.GetElapsedTime(_answered.Peek(), now) > Window)
            _answered.Dequeue();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            Refresh_NeedsLock();
            return read();
        }
    }

    private static TimeSpan AtLeastAMoment(TimeSpan wait) => wait < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : wait;
}

/// <summary>One allowed send. It counts until 20 seconds after it is given back, or not at all when nothing left.</summary>
internal sealed class SendToken(SendBucket bucket) : IDisposable
{
    private int _returned;

    /// <summary>Set just before the first byte is written.</summary>
    public bool Left { get; set; }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _returned, 1) == 0)
            bucket.GiveBack(Left);
    }
}
