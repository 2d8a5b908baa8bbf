namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// How many devices are read and prepared side by side, so that one is ready whenever the budget allows a send: what a send takes, times the rate. No more
/// than that, since what waits too long must be read again, and a stop should find little under way.
/// </summary>
internal sealed class SendPace(SendBucket bucket)
{
    private const int Most = 96;
    private const double Weight = 0.1;

    /// <summary>A device that waits longer than this for the budget was read too early.</summary>
    private const double SecondsAhead = 5;

    private readonly Lock _gate = new();
    private double _seconds = 1;

    public int Depth
    {
        get
        {
            var perSecond = bucket.Rate / SendBucket.Window.TotalSeconds;
            var ahead = Math.Clamp((int)Math.Ceiling(perSecond * SecondsAhead), 1, 8);
            lock (_gate)
                return Math.Clamp(ahead + (int)Math.Ceiling(1.5 * perSecond * _seconds), 1, Most);
        }
    }

    /// <summary>One send took this long, not counting its wait for the budget.</summary>
    public void Took(TimeSpan time)
    {
        lock (_gate)
            _seconds += Weight * (Math.Clamp(time.TotalSeconds, 0, 30) - _seconds);
    }
}
