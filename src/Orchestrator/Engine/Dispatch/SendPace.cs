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
    private readonly long[] _ticks = new long[Enum.GetValues<SendStage>().Length];
    private double _seconds = 1;
    private long _sends;

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

    /// <summary>Mean time of a send in each stage, since the process started.</summary>
    public IReadOnlyDictionary<SendStage, TimeSpan> Stages
    {
        get
        {
            lock (_gate)
                return Enum.GetValues<SendStage>().ToDictionary(s => s, s => TimeSpan.FromTicks(_sends == 0 ? 0 : _ticks[(int)s] / _sends));
        }
    }

    /// <summary>One send was made; its wait for the budget is no work.</summary>
    public void Took(SendTimes times)
    {
        var worked = times.Stages.Where(s => s.Key != SendStage.Budget).Sum(s => s.Value.TotalSeconds);
        lock (_gate)
        {
            _sends++;
            foreach (var (stage, time) in times.Stages)
                _ticks[(int)stage] += time.Ticks;
            _seconds += Weight * (Math.Clamp(worked, 0, 30) - _seconds);
        }
    }
}

/// <summary>What a send passes through, in order.</summary>
internal enum SendStage { Standing, Reads, Budget, Intent, Clearance, Post, Answer }

/// <summary>How long one send took in each stage.</summary>
internal sealed class SendTimes(TimeProvider time)
{
    private readonly Dictionary<SendStage, TimeSpan> _stages = [];
    private long _since = time.GetTimestamp();

    public IReadOnlyDictionary<SendStage, TimeSpan> Stages => _stages;

    /// <summary>The stage ends now, and the next begins.</summary>
    public void End(SendStage stage)
    {
        var now = time.GetTimestamp();
        _stages[stage] = _stages.GetValueOrDefault(stage) + time.GetElapsedTime(_since, now);
        _since = now;
    }
}
