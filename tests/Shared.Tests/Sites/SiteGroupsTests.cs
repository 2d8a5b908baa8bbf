using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Tests.Shared.Sites;

/// <summary>Sites that Entra groups tell.</summary>
public class SiteGroupsTests
{
    private const string Berlin = "aaaaaaaa-0000-4000-8000-000000000001", Hamburg = "aaaaaaaa-0000-4000-8000-000000000002";

    private static readonly SiteCap Cap = new() { Most = 2, By = SiteRule.Group, Groups = [new(Berlin, "Berlin"), new(Hamburg, "Hamburg")] };

    private static readonly SiteMembers Members = SiteMembers.Of([(Berlin, ["d1", "d2"]), (Hamburg, ["d2", "d3"])]);

    [Theory]
    [InlineData("d1", Berlin)]
    [InlineData("D1", Berlin)]
    [InlineData("d2", Berlin)]
    [InlineData("d3", Hamburg)]
    [InlineData("d4", "")]
    [InlineData(null, "")]
    public void Of_Group_IsTheFirstInTheCapsOrder(string? device, string site) => Assert.Equal(site, SiteKeys.Of(Cap, new SiteTraits("BER-1", "Laptops", device), Members));

    /// <summary>Members of other groups, of fewer, or in another order tell nothing: nobody knows the site, so nothing is confirmed.</summary>
    [Fact]
    public void Of_MembersOfOtherGroups_Throws()
    {
        var device = new SiteTraits("BER-1", null, "d2");

        Assert.Throws<InvalidOperationException>(() => SiteKeys.Of(Cap, device, SiteMembers.None));
        Assert.Throws<InvalidOperationException>(() => SiteKeys.Of(Cap, device, SiteMembers.Of([(Berlin, ["d2"])])));
        Assert.Throws<InvalidOperationException>(() => SiteKeys.Of(Cap with { Groups = [.. Cap.Groups.Reverse()] }, device, Members));
    }

    [Fact]
    public void Mistakes_OfGroups_AreNamed()
    {
        Assert.Empty(Cap.Mistakes());
        Assert.Contains("1 to 20", Assert.Single((Cap with { Groups = [] }).Mistakes()), StringComparison.Ordinal);
        Assert.Contains("1 to 20", Assert.Single((Cap with { Groups = Many(21) }).Mistakes()), StringComparison.Ordinal);
        Assert.Empty((Cap with { Groups = Many(20) }).Mistakes());
        Assert.Contains("one site only", Assert.Single((Cap with { Groups = [Cap.Groups[0], Cap.Groups[0] with { Name = "Again" }] }).Mistakes()), StringComparison.Ordinal);
        Assert.Single((Cap with { Groups = [new("all", "All")] }).Mistakes());
        Assert.Single((Cap with { Groups = [new(Berlin, "")] }).Mistakes());
        Assert.Single((Cap with { By = SiteRule.GroupTag }).Mistakes());
    }

    [Fact]
    public void Equals_GroupsInAnotherOrder_IsAnotherCap()
    {
        Assert.Equal(Cap, Cap with { Groups = [.. Cap.Groups] });
        Assert.NotEqual(Cap, Cap with { Groups = [.. Cap.Groups.Reverse()] });
    }

    [Fact]
    public void Words_NameTheGroupsAndTheirIdsInOrder()
    {
        Assert.Equal(
            $"At most 2 devices of one site rebuild at the same time; a site is told by the first of these Entra groups that has the device as a member: Berlin ({Berlin}); Hamburg ({Hamburg}), and all that are in none of them are one site. A device that is not proven counts for 4 h after its last sign of work.",
            SiteWords.Of(Cap));
        Assert.Equal(("Berlin", "in none of the groups"), (SiteWords.Name(Cap, Berlin), SiteWords.Name(Cap, "")));
        var twins = Cap with { Groups = [new(Berlin, "Lab"), new(Hamburg, "Lab")] };
        Assert.Equal($"Lab ({Hamburg})", SiteWords.Name(twins, Hamburg));
    }

    private static IReadOnlyList<SiteGroup> Many(int groups) => [.. Enumerable.Range(0, groups).Select(n => new SiteGroup($"aaaaaaaa-0000-4000-8000-{n:d12}", $"Group {n}"))];
}
