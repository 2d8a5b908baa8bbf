using System.Globalization;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>The cap of a site as far as somebody has chosen it, as typed.</summary>
public sealed record SiteDraft
{
    public bool On { get; init; }
    public string Most { get; init; } = "10";
    public SiteRule By { get; init; }

    /// <summary>By how many letters of the name; empty: up to its first separator.</summary>
    public string Letters { get; init; } = "";

    public int Hours { get; init; } = 4;

    /// <summary>In the order in which a device belongs to them.</summary>
    public IReadOnlyList<SiteGroup> Groups { get; init; } = [];

    /// <summary>The cap, or what is wrong with it in words.</summary>
    public (SiteCap? Cap, IReadOnlyList<string> Mistakes) Read()
    {
        if (!int.TryParse(Most, NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            return (null, ["Write how many devices of one site may rebuild at the same time: 10."]);
        int? letters = null;
        if (By == SiteRule.NamePrefix && Letters.Length > 0)
        {
            if (!int.TryParse(Letters, NumberStyles.None, CultureInfo.InvariantCulture, out var typed))
                return (null, ["Write how many letters of the name tell the site, or nothing: 3."]);
            letters = typed;
        }

        var cap = new SiteCap { Most = most, By = By, Letters = letters, LetsGoAfter = TimeSpan.FromHours(Hours), Groups = By == SiteRule.Group ? Groups : [] };
        return cap.Mistakes() is { Count: > 0 } mistakes ? (null, mistakes) : (cap, []);
    }
}
