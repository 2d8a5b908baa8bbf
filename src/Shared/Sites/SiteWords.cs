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
        : string.Create(CultureInfo.InvariantCulture, $"At most {Counted.Devices(cap.Most)} of one site {(cap.Most == 1 ? "rebuilds" : "rebuild")} at the same time; a site is told by {By(cap)}, and all that tell none are one site. ")
            + $"A device that is not proven counts for {WaveWords.Of(cap.LetsGoAfter)} after its last sign of work.";

    /// <summary>"the Autopilot group tag".</summary>
    public static string By(SiteCap cap) => cap switch
    {
        null => throw new ArgumentNullException(nameof(cap)),
        { By: SiteRule.GroupTag } => "the Autopilot group tag",
        { Letters: { } letters } => letters == 1 ? "the first letter of the name" : $"the first {letters} letters of the name",
        _ => "the name up to its first - _ . or space",
    };

    /// <summary>A site as the pages name it.</summary>
    public static string Name(SiteRule by, string site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return site.Length > 0 ? OneLine.Of(site) : by == SiteRule.GroupTag ? "no group tag" : "no site in the name";
    }

    /// <summary>Why nothing more of a site is sent: "12 devices of BER are rebuilding, at most 12".</summary>
    public static string Full(SiteRule by, string site, int atWork, int most) =>
        $"{Counted.Devices(atWork)} of {Name(by, site)} {(atWork == 1 ? "is" : "are")} rebuilding, at most {most}";
}
