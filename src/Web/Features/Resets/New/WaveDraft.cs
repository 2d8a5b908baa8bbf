using System.Globalization;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>The waves as far as somebody has chosen them, as typed.</summary>
public sealed record WaveDraft
{
    /// <summary>Off: everything in one wave.</summary>
    public bool On { get; init; }

    /// <summary>"5, 10 %, 25 %".</summary>
    public string Sizes { get; init; } = "5";

    public decimal Widening { get; init; } = 2;
    public int SoakMinutes { get; init; } = 60;

    /// <summary>Percent.</summary>
    public string Needed { get; init; } = "80";

    /// <summary>"3" or "5 %".</summary>
    public string Failures { get; init; } = "5 %";

    /// <summary>The plan for a list of this length, or what is wrong with it in words.</summary>
    public (WavePlan? Plan, IReadOnlyList<string> Mistakes) Read(int devices)
    {
        var sizes = Sizes.Split([',', ';'], StringSplitOptions.TrimEntries).Select(Amount.Parse).ToList();
        if (sizes.Exists(s => s is null))
            return (null, ["Write the sizes of the waves as numbers or percentages with commas between them: 5, 10 %, 25 %."]);
        if (!decimal.TryParse(Needed.TrimEnd(' ', '%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var needed))
            return (null, ["Write how many of a wave must be proven, in percent: 80."]);
        if (Amount.Parse(Failures) is not { } failures)
            return (null, ["Write how many failures are borne as a number or a percentage: 3 or 5 %."]);
        var plan = new WavePlan
        {
            Sizes = [.. sizes.Select(s => s!.Value)],
            Widening = Widening,
            Soak = TimeSpan.FromMinutes(SoakMinutes),
            Needed = needed,
            MostFailures = failures,
        };
        return WaveSizes.Mistakes(plan, devices) is { Count: > 0 } mistakes ? (null, mistakes) : (plan, []);
    }
}
