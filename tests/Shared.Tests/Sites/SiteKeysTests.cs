using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Tests.Shared.Sites;

public class SiteKeysTests
{
    private static readonly SiteCap Cap = new() { Most = 12 };

    [Theory]
    [InlineData("BER-School", "BER-SCHOOL")]
    [InlineData(" ber-school ", "BER-SCHOOL")]
    [InlineData("be\u0007r", "BER")]
    [InlineData("", "")]
    [InlineData("  ", "")]
    [InlineData(null, "")]
    public void OfTag_IsOneWhateverTheCase(string? tag, string site) => Assert.Equal(site, SiteKeys.OfTag(tag));

    [Theory]
    [InlineData("BER-LAB2-017", null, "BER")]
    [InlineData("ber_lab2", null, "BER")]
    [InlineData("BER.17", null, "BER")]
    [InlineData("BER 17", null, "BER")]
    [InlineData("BERLAB017", null, "")]
    [InlineData("-017", null, "")]
    [InlineData("", null, "")]
    [InlineData("BERLAB017", 3, "BER")]
    [InlineData("BER-LAB2", 4, "BER")]
    [InlineData("BER", 3, "")]
    [InlineData("BE", 3, "")]
    public void OfName_TellsNoSitePerDevice(string name, int? letters, string site) => Assert.Equal(site, SiteKeys.OfName(name, letters));

    [Fact]
    public void Of_CutInTheMiddleOfACharacter_LeavesItOut() => Assert.Equal(99, SiteKeys.OfTag(new string('A', 99) + "😀X").Length);

    [Fact]
    public void Of_GoesByTheCapsRule()
    {
        var device = new SiteTraits("BER-1", "Laptops", "D1");
        Assert.Equal("LAPTOPS", SiteKeys.Of(Cap, device, SiteMembers.None));
        Assert.Equal("BER", SiteKeys.Of(Cap with { By = SiteRule.NamePrefix }, device, SiteMembers.None));
        Assert.Equal("BE", SiteKeys.Of(Cap with { By = SiteRule.NamePrefix, Letters = 2 }, device, SiteMembers.None));
        Assert.Throws<InvalidOperationException>(() => SiteKeys.Of(Cap with { By = (SiteRule)7 }, device, SiteMembers.None));
    }

    [Fact]
    public void Mistakes_OfACap_AreAllNamed()
    {
        Assert.Empty(Cap.Mistakes());
        Assert.Equal(4, new SiteCap { Most = 0, By = (SiteRule)7, Letters = 0, LetsGoAfter = TimeSpan.FromMinutes(59) }.Mistakes().Count);
        Assert.Single((Cap with { Most = 10_001 }).Mistakes());
        Assert.Single((Cap with { Letters = 3 }).Mistakes());
        Assert.Single((Cap with { By = SiteRule.NamePrefix, Letters = 15 }).Mistakes());
        Assert.Single((Cap with { LetsGoAfter = TimeSpan.FromHours(73) }).Mistakes());
        Assert.Empty((Cap with { By = SiteRule.NamePrefix, Letters = 14, Most = 10_000, LetsGoAfter = TimeSpan.FromHours(72) }).Mistakes());
    }

    [Fact]
    public void Words_AreWhatIsConfirmed()
    {
        Assert.Equal(
            "At most 12 devices of one site rebuild at the same time; a site is told by the Autopilot group tag, and all that tell none are one site. A device that is not proven counts for 4 h after its last sign of work.",
            SiteWords.Of(Cap));
        Assert.Contains("the first 3 letters of the name", SiteWords.Of(Cap with { By = SiteRule.NamePrefix, Letters = 3 }), StringComparison.Ordinal);
        Assert.Null(SiteWords.Of(null));
        Assert.Equal(("no group tag", "no site in the name", "BER"), (SiteWords.Name(Cap, ""), SiteWords.Name(Cap with { By = SiteRule.NamePrefix }, ""), SiteWords.Name(Cap, "BER")));
        Assert.Equal("1 device of BER is rebuilding, at most 1", SiteWords.Full(Cap, "BER", 1, 1));
    }
}
