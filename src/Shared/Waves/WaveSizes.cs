namespace AutopilotReset.Shared.Waves;

/// <summary>Cuts a frozen list into waves. Pure.</summary>
public static class WaveSizes
{
    /// <summary>More waves than anybody can follow.</summary>
    public const int Most = 100;

    /// <summary>Every mistake of a plan for a list of this length, in words; empty when it can be used.</summary>
    public static IReadOnlyList<string> Mistakes(WavePlan plan, int total)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Mistakes() is { Count: > 0 } mistakes)
            return mistakes;
        return Of(plan, total).Count is var waves && waves > Most ? [$"This makes {waves} waves of {total} devices; at most {Most}. Make the first wave or the widening larger."] : [];
    }

    /// <summary>Number of devices of each wave, adding up to <paramref name="total"/>; empty for an empty list.</summary>
    /// <exception cref="ArgumentException">The plan has mistakes (<see cref="WavePlan.Mistakes"/>).</exception>
    public static IReadOnlyList<int> Of(WavePlan plan, int total)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Mistakes() is { Count: > 0 } mistakes)
            throw new ArgumentException(string.Join(' ', mistakes), nameof(plan));

        var sizes = new List<int>();
        for (var left = total; left > 0; left -= sizes[^1])
            sizes.Add(Math.Min(left, Next(plan, sizes, total)));
        return sizes;
    }

    /// <summary>The wave, from 0, in which the device at <paramref name="position"/> goes out.</summary>
    public static int WaveOf(IReadOnlyList<int> sizes, int position)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var end = 0;
        for (var wave = 0; wave < sizes.Count; wave++)
        {
            end += sizes[wave];
            if (position < end)
                return wave;
        }

        throw new ArgumentOutOfRangeException(nameof(position), position, $"The list has {end} devices.");
    }

    private static int Next(WavePlan plan, List<int> sizes, int total) => sizes.Count < plan.Sizes.Count
        ? Math.Max(1, plan.Sizes[sizes.Count].RoundedUp(total))
        : Math.Max(1, (int)Math.Min(total, Math.Ceiling(sizes[^1] * plan.Widening)));
}
