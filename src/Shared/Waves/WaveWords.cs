using System.Globalization;

namespace AutopilotReset.Shared.Waves;

/// <summary>A plan in words: what the admin reads before confirming is what the audit keeps.</summary>
public static class WaveWords
{
    private const int Listed = 6;

    /// <summary>One sentence; <c>null</c> for everything in one wave with no limit of failures.</summary>
    /// <exception cref="ArgumentException">The plan has mistakes.</exception>
    public static string? Of(WavePlan? plan, int devices)
    {
        if (plan is null)
            return null;
        var sizes = WaveSizes.Of(plan, devices);
        return sizes.Count <= 1 ? $"In one wave. {Halts(plan, devices)}" : $"In {sizes.Count} waves of {Sizes(sizes)} devices. {Opens(plan)} {Halts(plan, devices)}";
    }

    /// <summary>"90 min", "1 h", "2 days".</summary>
    public static string Of(TimeSpan time) => time switch
    {
        { Ticks: 0 } => "no time",
        _ when time.Ticks % TimeSpan.TicksPerDay == 0 => time.Days == 1 ? "1 day" : $"{time.Days} days",
        _ when time.Ticks % TimeSpan.TicksPerHour == 0 => $"{(int)time.TotalHours} h",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(time.TotalMinutes):0} min"),
    };

    private static string Sizes(IReadOnlyList<int> sizes)
    {
        var numbers = sizes.Select(s => s.ToString(CultureInfo.InvariantCulture)).ToList();
        return numbers.Count <= Listed ? $"{string.Join(", ", numbers[..^1])} and {numbers[^1]}" : $"{string.Join(", ", numbers[..(Listed - 1)])} … {numbers[^1]}";
    }

    private static string Opens(WavePlan plan)
    {
        var proven = plan.Needed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{plan.Needed:0.##} % of the wave before are proven") : "the wave before is sent";
        return plan.Soak > TimeSpan.Zero ? $"The next wave opens when {proven} and {Of(plan.Soak)} have passed since its last send." : $"The next wave opens when {proven}.";
    }

    private static string Halts(WavePlan plan, int devices) => plan.MostFailures.RoundedDown(devices) is var borne && borne >= devices
        ? "Failures do not halt it."
        : borne == 0 ? "The first failure halts new sends." : borne == 1 ? "The second failure halts new sends." : $"More than {borne} failures halt new sends.";
}
