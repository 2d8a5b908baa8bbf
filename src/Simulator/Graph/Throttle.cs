namespace AutopilotReset.Simulator.Graph;

/// <summary>Counts what was let through in a sliding window.</summary>
internal sealed class SlidingWindow(TimeSpan length)
{
    private readonly Queue<(DateTimeOffset At, int Cost)> _passed = new();
    private int _sum;

    /// <summary>Seconds until <paramref name="cost"/> fits below the limit; 0 if it fits now.</summary>
    public double Wait(DateTimeOffset now, int cost, int limit)
    {
        while (_passed.TryPeek(out var first) && first.At <= now - length)
        {
            _passed.Dequeue();
            _sum -= first.Cost;
        }
        if (_sum + cost <= limit) return 0;
        var free = _sum;
        foreach (var (at, used) in _passed)
        {
            free -= used;
            if (free + cost <= limit) return Math.Max(1, Math.Ceiling((at + length - now).TotalSeconds));
        }
        return length.TotalSeconds;
    }

    public void Pass(DateTimeOffset now, int cost)
    {
        _passed.Enqueue((now, cost));
        _sum += cost;
    }
}

/// <summary>Enforces the documented limits. Refused requests do not count.</summary>
internal sealed class Throttle(ThrottleLimits limits)
{
    private readonly Lock _gate = new();
    private readonly SlidingWindow _intuneWrites = new(TimeSpan.FromSeconds(20));
    private readonly SlidingWindow _intuneAny = new(TimeSpan.FromSeconds(20));
    private readonly SlidingWindow _enrollmentWrites = new(TimeSpan.FromSeconds(20));
    private readonly SlidingWindow _enrollmentAny = new(TimeSpan.FromSeconds(20));
    private readonly SlidingWindow _directoryUnits = new(TimeSpan.FromSeconds(10));
    private readonly SlidingWindow _directoryWrites = new(TimeSpan.FromSeconds(150));

    /// <summary>Lets a request through, or says which limit it breaks and how many seconds to wait.</summary>
    public (string Limit, double Wait)? Refuses(Route route, DateTimeOffset now)
    {
        var isWrite = route.Method != "GET";
        var (any, anyLimit, writes, writeLimit, name) = route.Service switch
        {
            GraphServiceKind.IntuneDevices => (_intuneAny, limits.IntuneAny, _intuneWrites, limits.IntuneWrites, "Intune devices"),
            GraphServiceKind.Directory => (_directoryUnits, limits.DirectoryUnits, _directoryWrites, limits.DirectoryWrites, "Directory"),
            _ => (_enrollmentAny, limits.EnrollmentAny, _enrollmentWrites, limits.EnrollmentWrites, "Intune enrollment"),
        };
        lock (_gate)
        {
            if (isWrite && writes.Wait(now, 1, writeLimit) is > 0 and var writeWait) return ($"{name} writes: {writeLimit}", writeWait);
            if (any.Wait(now, route.Cost, anyLimit) is > 0 and var wait) return ($"{name} any: {anyLimit}", wait);
            any.Pass(now, route.Cost);
            if (isWrite) writes.Pass(now, 1);
            return null;
        }
    }
}
