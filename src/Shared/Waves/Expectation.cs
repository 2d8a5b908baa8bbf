namespace AutopilotReset.Shared.Waves;

/// <summary>How devices behaved in the past, or what is assumed where there is no past.</summary>
public sealed record Expectation
{
    /// <summary>Stated where fewer than <see cref="EnoughDevices"/> resets are known: assumptions, not measurements.</summary>
    public static Expectation Assumed { get; } = new()
    {
        Median = TimeSpan.FromMinutes(45),
        Slow = TimeSpan.FromHours(4),
        FailureRate = 0.03,
        NeverSeen = 0.05,
        From = 0,
    };

    /// <summary>Resets that must be known before the past counts.</summary>
    public const int EnoughDevices = 20;

    /// <summary>Half of what is ever proven is proven this long after it was sent; above zero.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>95 % of it; not below <see cref="Median"/>.</summary>
    public required TimeSpan Slow { get; init; }

    /// <summary>Share that fails, 0–1.</summary>
    public required double FailureRate { get; init; }

    /// <summary>Share that neither fails nor is proven in the time looked at, 0–1: laptops in drawers.</summary>
    public required double NeverSeen { get; init; }

    /// <summary>Number of past resets these figures are from; 0: assumed.</summary>
    public required int From { get; init; }

    /// <summary>Share that is proven in the end.</summary>
    public double Proven => Math.Max(0, 1 - FailureRate - NeverSeen);

    /// <summary>
    /// How long after the send the given share of what is ever proven is proven. Durations of work are skewed to the right: a log-normal curve through
    /// <see cref="Median"/> and <see cref="Slow"/>.
    /// </summary>
    /// <param name="share">Above 0 to 1; what lies above 99.9 % is answered as that.</param>
    public TimeSpan ByThen(double share)
    {
        const double slowAt = 1.6448536;
        var spread = Math.Log(Math.Max(1, Slow / Median)) / slowAt;
        return Median * Math.Exp(spread * Deviations(Math.Clamp(share, 0.001, 0.999)));
    }

    /// <summary>The figures from what past orders took.</summary>
    /// <param name="toProof">Times from acceptance to proof, in any order.</param>
    /// <param name="failed">Orders that failed or stalled.</param>
    /// <param name="open">Orders accepted and neither proven nor failed.</param>
    public static Expectation FromPast(IReadOnlyCollection<TimeSpan> toProof, int failed, int open)
    {
        ArgumentNullException.ThrowIfNull(toProof);
        var all = toProof.Count + failed + open;
        if (all < EnoughDevices || toProof.Count == 0)
            return Assumed;
        var sorted = toProof.Order().ToList();
        var median = Positive(sorted[(sorted.Count - 1) / 2]);
        var slow = sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1];
        return new() { Median = median, Slow = slow < median ? median : slow, FailureRate = (double)failed / all, NeverSeen = (double)open / all, From = all };
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.FromSeconds(1);

    // The normal distribution's quantile, by halving: the cumulative curve needs one formula, its inverse a table.
    private static double Deviations(double share)
    {
        var (low, high) = (-4.0, 4.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Below(middle) < share ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>Abramowitz and Stegun 7.1.26: error below 1.5e-7.</summary>
    private static double Below(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * z));
        var erf = 1 - (((((((((1.061405429 * t) - 1.453152027) * t) + 1.421413741) * t) - 0.284496736) * t) + 0.254829592) * t * Math.Exp(-z * z));
        return x < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
    }
}
