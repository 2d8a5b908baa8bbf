namespace AutopilotReset.Faults.Child;

/// <summary>
/// A monotonic clock and timers that run faster than life, and the wall's own time of day. A new holder's wait and the send window shrink with it, so that
/// a hundred restarts take minutes; the simulator's limits are raised by the same factor, and the report names it.
/// </summary>
internal sealed class FastTime(double factor) : TimeProvider
{
    private readonly long _origin = System.GetTimestamp();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _origin + (long)((System.GetTimestamp() - _origin) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, System.CreateTimer(callback, state, Shortened(dueTime), Shortened(period)));

    /// <summary>Never to nothing: a wait that was asked for stays one.</summary>
    private TimeSpan Shortened(TimeSpan time) => time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(time.TotalMilliseconds / factor)));

    private sealed class Timer(FastTime time, ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Shortened(dueTime), time.Shortened(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
