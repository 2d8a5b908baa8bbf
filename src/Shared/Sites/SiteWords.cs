using System.Globalization;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Shared.Sites;

/// <summary>A cap in words: what the admin reads before confirming is what the audit keeps.</summary>
public static class SiteWords
{
    /// <summary>Two sentences; <c>null</c> where there is no cap.</summary>
    public static string? Of(SiteCap? cap) => cap is null
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"At most {Counted.Devices(cap.Most)} of one site {(cap.Most == 1 ? "rebuilds" : "rebuild")} at the same time; a site is told by {By(cap)}, and {(cap.By == SiteRule.Group ? "all that are in none of them are one site" : "all that tell none are one site")}. ")
            + $"A device that is not proven counts for {WaveWords.Of(cap.LetsGoAfter)} after its last sign of work.";

    /// <summary>"the Autopilot group tag".</summary>
    public static string By(SiteCap cap) => cap switch
    {
        null => throw new ArgumentNullException(nameof(cap)),
        { By: SiteRule.GroupTag } => "the Autopilot group tag",
        { By: SiteRule.Group } => $"the first of these Entra groups that has the device as a member: {string.Join("; ", cap.Groups.Select(g => $"{OneLine.Of(g.Name)} ({g.Id})"))}",
        { Letters: { } letters } => letters == 1 ? "the first letter of the name" : $"the first {letters} letters of the name",
        _ => "the name up to its first - _ . or space",
    };

    /// <summary>A site as the pages name it.</summary>
    public static string Name(SiteCap cap, string site)
    {
        ArgumentNullException.ThrowIfNull(cap);
        ArgumentNullException.ThrowIfNull(site);
        return (cap.By, site.Length) switch
        {
            (SiteRule.Group, 0) => "in none of the groups",
            (SiteRule.Group, _) => OfGroup(cap, site),
            (SiteRule.GroupTag, 0) => "no group tag",
            (_, 0) => "no site in the name",
            _ => OneLine.Of(site),
        };
    }

    /// <summary>Why nothing more of a site is sent: "12 devices of BER are rebuilding, at most 12".</summary>
    public static string Full(SiteCap cap, string site, int atWork, int most) =>
        $"{Counted.Devices(atWork)} of {Name(cap, site)} {(atWork == 1 ? "is" : "are")} rebuilding, at most {most}";

    // Groups may bear one name: then their ids tell them apart.
    private static string OfGroup(SiteCap cap, string id)
    {
        var name = cap.Groups.FirstOrDefault(g => g.Id == id)?.Name;
        return name is null ? id : cap.Groups.Count(g => OneLine.Of(g.Name) == OneLine.Of(name)) > 1 ? $"{OneLine.Of(name)} ({id})" : OneLine.Of(name);
    }
}
