namespace AutopilotReset.Shared.Sites;

/// <summary>By what devices are told to share a line.</summary>
public enum SiteRule
{
    /// <summary>The Autopilot group tag.</summary>
    GroupTag = 0,

    /// <summary>The beginning of the device's name: "BER-LAB2-017" is of site "BER".</summary>
    NamePrefix = 1,
}

/// <summary>How many devices of one site may rebuild at the same time: each pulls its apps over the site's line.</summary>
public sealed record SiteCap
{
    /// <summary>More than any line bears; a larger number is a slip of the finger.</summary>
    public const int MostAllowed = 10_000;

    /// <summary>A computer's name has at most 15 letters, and a beginning is shorter than the name.</summary>
    public const int MostLetters = 14;

    /// <summary>Most devices of one site at work at a time, 1 to <see cref="MostAllowed"/>.</summary>
    public required int Most { get; init; }

    public SiteRule By { get; init; }

    /// <summary>For <see cref="SiteRule.NamePrefix"/>: the site is the name's first so many letters, 1 to <see cref="MostLetters"/>; <c>null</c>: what stands before the first separator.</summary>
    public int? Letters { get; init; }

    /// <summary>
    /// A device that is not proven counts for so long after its last sign of work; then it lets go of its place, since a laptop in a drawer must not block its site.
    /// 1 to 72 hours; default 4 h, the time within which 95 % of resets are assumed to be proven (<see cref="Waves.Expectation.Assumed"/>).
    /// </summary>
    public TimeSpan LetsGoAfter { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Every mistake, in words; empty when it can be used.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (Most is < 1 or > MostAllowed)
            mistakes.Add($"Devices of one site that rebuild at the same time must be from 1 to {MostAllowed}.");
        if (!Enum.IsDefined(By))
            mistakes.Add("Say what a site is told by: the group tag or the name.");
        if (Letters is { } letters && (By != SiteRule.NamePrefix || letters is < 1 or > MostLetters))
            mistakes.Add($"A site's letters are the first 1 to {MostLetters} of a name.");
        if (LetsGoAfter < TimeSpan.FromHours(1) || LetsGoAfter > TimeSpan.FromHours(72) || LetsGoAfter.Ticks % TimeSpan.TicksPerMinute != 0)
            mistakes.Add("A device that is not proven must count for 1 to 72 hours.");
        return mistakes;
    }
}
