namespace AutopilotReset.Shared.Waves;

/// <summary>How a batch goes out: a first small wave, and wider ones as long as the devices before are proven and few fail (ui.md, rate control).</summary>
public sealed record WavePlan
{
    /// <summary>Everything in one wave, no limit of failures: what a batch without a plan does.</summary>
    public static WavePlan OneWave { get; } = new() { Sizes = [Amount.Percent(100)], MostFailures = Amount.Percent(100), Needed = 0, Soak = TimeSpan.Zero };

    /// <summary>Sizes of the waves in their order. After the last listed one each wave is <see cref="Widening"/> times the wave before it.</summary>
    public IReadOnlyList<Amount> Sizes { get; init; } = [Amount.Of(5)];

    /// <summary>1–10; 1 keeps the last size. Default 2.</summary>
    public decimal Widening { get; init; } = 2;

    /// <summary>Least time between a wave's last send and the next wave. Default 1 h; at most 30 days.</summary>
    public TimeSpan Soak { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Percent of a wave's sent devices that must be <em>proven</em> or reported and verified, not merely accepted, before the next wave opens; 0–100, default 80.
    /// </summary>
    public decimal Needed { get; init; } = 80;

    /// <summary>
    /// Failures that are still borne; the next one halts new sends. A share is one of the whole batch. 3 stops at the fourth, 0 at the first. Default 5 %.
    /// </summary>
    public Amount MostFailures { get; init; } = Amount.Percent(5);

    /// <summary>Every mistake of the plan, in words; empty when it can be used.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (Sizes.Count == 0)
            mistakes.Add("Name at least the size of the first wave.");
        if (Sizes.Any(s => s.Value <= 0))
            mistakes.Add("A wave needs at least one device.");
        if (Sizes.Any(s => !s.IsPercent && s.Value != decimal.Floor(s.Value)))
            mistakes.Add("A wave's size is a whole number of devices or a percentage.");
        if (Widening is < 1 or > 10)
            mistakes.Add("Widening must be from 1 to 10.");
        if (Soak < TimeSpan.Zero || Soak > TimeSpan.FromDays(30))
            mistakes.Add("The soak time must be from 0 to 30 days.");
        if (Needed is < 0 or > 100)
            mistakes.Add("The share that must be proven must be from 0 to 100 %.");
        return mistakes;
    }
}
