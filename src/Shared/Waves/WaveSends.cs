namespace AutopilotReset.Shared.Waves;

/// <summary>When the devices of a rehearsed wave go out.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
/// <param name="At">The n-th of the wave, from 1.</param>
/// <param name="SentBy">How many are sent by a moment between first and last.</param>
internal sealed record WaveSends(DateTimeOffset First, DateTimeOffset Last, Func<int, DateTimeOffset> At, Func<DateTimeOffset, int> SentBy)
{
    /// <summary>One after the other at the tenant's rate; over closed hours the times between are spread evenly.</summary>
    public static WaveSends Steady(RehearsalQuestion question, int devices, DateTimeOffset from)
    {
        var (first, last) = Bounds(question, devices, from);
        return new(first, last,
            n => devices <= 1 ? first : first + ((last - first) * ((double)(Math.Min(n, devices) - 1) / (devices - 1))),
            at => 1 + (int)((devices - 1) * ((at - first) / (last - first))));
    }

    /// <summary>At these times, in their order.</summary>
    public static WaveSends Of(IReadOnlyList<DateTimeOffset> times) =>
        new(times[0], times[^1], n => times[Math.Min(n, times.Count) - 1], at => times.Count(t => t <= at));

    private static (DateTimeOffset First, DateTimeOffset Last) Bounds(RehearsalQuestion question, int devices, DateTimeOffset from)
    {
        var gap = TimeSpan.FromSeconds(20.0 / question.SendsPer20Seconds);
        DateTimeOffset? first = null;
        var at = from;
        while (true)
        {
            var (opens, closes) = question.Window?.AtOrAfter(at) ?? (at, DateTimeOffset.MaxValue);
            at = opens > at ? opens : at;
            first ??= at;
            var fits = question.Window is null ? devices : (int)Math.Min(devices, Math.Ceiling((closes - at) / gap));
            if (fits >= devices)
                return (first.Value, at + (gap * (devices - 1)));
            devices -= fits;
            at = closes;
        }
    }
}
