namespace AutopilotReset.Shared.Sites;

/// <summary>By what devices are told to share a line.</summary>
public enum SiteRule
{
    /// <summary>The Autopilot group tag.</summary>
    GroupTag = 0,

    /// <summary>The beginning of the device's name: "BER-LAB2-017" is of site "BER".</summary>
    NamePrefix = 1,

    /// <summary>The first of some Entra groups that the device is a member of.</summary>
    Group = 2,
}

/// <summary>An Entra group whose devices share a line.</summary>
/// <param name="Id">Entra object id, a GUID in lower case.</param>
/// <param name="Name">Its name when it was chosen; what it is called later changes nothing.</param>
public sealed record SiteGroup(string Id, string Name);

/// <summary>How many devices of one site may rebuild at the same time: each pulls its apps over the site's line.</summary>
public sealed record SiteCap
{
    /// <summary>More than any line bears; a larger number is a slip of the finger.</summary>
    public const int MostAllowed = 10_000;

    /// <summary>A computer's name has at most 15 letters, and a beginning is shorter than the name.</summary>
    public const int MostLetters = 14;

    /// <summary>Each is read to its end for the plan and once more at the confirmation.</summary>
    public const int MostGroups = 20;

    /// <summary>Longest name that Entra gives a group.</summary>
    public const int LongestGroupName = 256;

    /// <summary>Most devices of one site at work at a time, 1 to <see cref="MostAllowed"/>.</summary>
    public required int Most { get; init; }

    public SiteRule By { get; init; }

    /// <summary>For <see cref="SiteRule.NamePrefix"/>: the site is the name's first so many letters, 1 to <see cref="MostLetters"/>; <c>null</c>: what stands before the first separator.</summary>
    public int? Letters { get; init; }

    /// <summary>For <see cref="SiteRule.Group"/>: 1 to <see cref="MostGroups"/>, each a site; a device in several belongs to the first of them.</summary>
    public IReadOnlyList<SiteGroup> Groups { get; init; } = [];

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
            mistakes.Add("Say what a site is told by: the group tag, the name or Entra groups.");
        if (Letters is { } letters && (By != SiteRule.NamePrefix || letters is < 1 or > MostLetters))
            mistakes.Add($"A site's letters are the first 1 to {MostLetters} of a name.");
        if (By == SiteRule.Group ? Groups.Count is < 1 or > MostGroups : Groups.Count > 0)
            mistakes.Add(By == SiteRule.Group ? $"Choose the Entra groups that tell the sites: 1 to {MostGroups}." : "Entra groups tell no site where the group tag or the name does.");
        if (Groups.Any(g => !Guid.TryParseExact(g.Id, "D", out _) || g.Id.Any(char.IsAsciiLetterUpper) || g.Name is not { Length: > 0 and <= LongestGroupName }))
            mistakes.Add("A group that tells a site must have its Entra id and its name.");
        if (Groups.DistinctBy(g => g.Id).Count() < Groups.Count)
            mistakes.Add("An Entra group can tell one site only.");
        if (LetsGoAfter < TimeSpan.FromHours(1) || LetsGoAfter > TimeSpan.FromHours(72) || LetsGoAfter.Ticks % TimeSpan.TicksPerMinute != 0)
            mistakes.Add("A device that is not proven must count for 1 to 72 hours.");
        return mistakes;
    }

    /// <summary>Equal when every part is, the groups in their order.</summary>
    public bool Equals(SiteCap? other) =>
        other is not null && (Most, By, Letters, LetsGoAfter) == (other.Most, other.By, other.Letters, other.LetsGoAfter) && Groups.SequenceEqual(other.Groups);

    public override int GetHashCode() => HashCode.Combine(Most, By, Letters, LetsGoAfter, Groups.Count);
}
