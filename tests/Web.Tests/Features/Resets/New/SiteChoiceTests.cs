using AutopilotReset.Web.Features.Resets.New;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class SiteChoiceTests : NewResetTest
{
    private static readonly PlanDraft WithSites = Planned with { Sites = new SiteDraft { On = true } };

    /// <summary>Twelve of Berlin, seven of Hamburg and one without a tag, by tag; all of one by name.</summary>
    private static Review Twenty => SomeReview.Of([.. Enumerable.Range(1, 20).Select(n => Tagged($"LT-{n:00}", n <= 12 ? "Berlin" : n < 20 ? "hamburg" : null))]);

    [Fact]
    public void Default_IsNoCap()
    {
        var page = Open(Twenty, "plan", Planned);

        Assert.False(page.Find("#sites-on").HasAttribute("checked"));
        Assert.Empty(page.FindAll("#site-most"));
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void OneDevice_HasNoCapToChoose() => Assert.Empty(Open(SomeReview.Of(SomeReview.Ready()), "plan", Planned).FindAll("#sites-on"));

    [Fact]
    public void Chosen_SaysItInWordsTellsTheSitesAndKeepsItOverARefresh()
    {
        var page = Open(Twenty, "plan", Planned);
        page.Find("#sites-on").Change(true);
        page.Find("#site-most").Input("4");
        page.Find("#site-hours").Change("8");

        Assert.Equal(SiteWords.Of(new SiteCap { Most = 4, LetsGoAfter = TimeSpan.FromHours(8) }), page.Find(".site-words").TextContent);
        Assert.Equal(["BERLIN 12", "HAMBURG 7", "no group tag 1"], page.FindAll(".site-list li").Select(l => l.TextContent));
        page.Find("form").Submit();
        Assert.Equal("4", OpenAt($"/resets/new?kind=reset&step=plan&review={SomeReview.Id}").Find("#site-most").GetAttribute("value"));
    }

    [Fact]
    public void ByName_TellsTheSitesByItsBeginning()
    {
        var page = Open(Twenty, "plan", WithSites);
        page.Find("#site-by").Change("NamePrefix");
        Assert.Equal(["LT 20"], page.FindAll(".site-list li").Select(l => l.TextContent));

        page.Find("#site-letters").Input("4");
        Assert.Equal(["LT-1 10", "LT-0 9", "LT-2 1"], page.FindAll(".site-list li").Select(l => l.TextContent));
    }

    [Fact]
    public void ManySites_AreNotAllListed()
    {
        var page = Open(SomeReview.Of([.. Enumerable.Range(10, 20).Select(n => Tagged($"LT-{n}", $"Site {n}"))]), "plan", WithSites);

        Assert.Equal(13, page.FindAll(".site-list li").Count);
        Assert.Equal("and 8 other sites", page.FindAll(".site-list li")[^1].TextContent.Trim());
    }

    [Theory]
    [InlineData("#site-most", "few", "how many devices of one site")]
    [InlineData("#site-most", "", "how many devices of one site")]
    [InlineData("#site-most", "0", "from 1 to 10000")]
    [InlineData("#site-letters", "x", "how many letters")]
    [InlineData("#site-letters", "15", "first 1 to 14")]
    public void Mistake_IsNamedAndKeepsTheWayShut(string field, string typed, string named)
    {
        var page = Open(Twenty, "plan", Planned with { Sites = new SiteDraft { On = true, By = SiteRule.NamePrefix } });
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));

        page.Find(field).Input(typed);

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains(named, page.Find("#plan-missing").TextContent, StringComparison.Ordinal);
        Assert.False(HasButton(page, "Rehearse"));
        Assert.Empty(page.FindAll(".site-words"));
    }

    [Fact]
    public void Rehearse_SaysWhatTheCapCostsAndGoesAwayWithAnother()
    {
        var page = Open(Twenty, "plan", WithSites);

        Button(page, "Rehearse").Click();

        Assert.Contains("later for want of room at its site", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
        page.Find("#site-most").Input("20");
        Assert.Empty(page.FindAll(".rehearsed"));
    }

    [Fact]
    public void Confirm_ShowsTheCapInTheAuditTextAndSendsIt()
    {
        var page = Open(Twenty, "confirm", WithSites);
        Assert.Contains("At most 10 devices of one site rebuild at the same time", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("20");

        page.Find("form").Submit();

        Assert.Equal(new SiteCap { Most = 10 }, Assert.Single(Desk.Confirmations).Sites);
    }

    [Fact]
    public void Confirm_NoneChosenOrOneDevice_SendsNoCap()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "confirm", WithSites);
        page.Find("#confirm-typed").Input("1");

        page.Find("form").Submit();

        Assert.Null(Assert.Single(Desk.Confirmations).Sites);
    }

    /// <summary>By the last step's address, past a plan with a mistake: the list would go out with no cap.</summary>
    [Fact]
    public void Confirm_PastAMistakeInThePlan_IsNotOffered() =>
        Assert.Empty(Open(Twenty, "confirm", Planned with { Sites = new SiteDraft { On = true, Most = "x" } }).FindAll("#confirm-typed"));

    [Fact]
    public void ByGroup_ListsTheGroupsInTheirOrderAndTellsTheirDevices()
    {
        (Desk.GroupMembers[Catalogue.Groups[0].Id], Desk.GroupMembers[Catalogue.Groups[1].Id]) = (["d-LT-01", "d-LT-02"], ["d-LT-02", "d-LT-03", "d-LT-04"]);
        var page = Open(Twenty, "plan", WithSites);
        page.Find("#site-by").Change("Group");
        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains("Choose the Entra groups", page.Find("#plan-missing").TextContent, StringComparison.Ordinal);

        Choose(page, 0, 1);

        Assert.Equal(["Classroom 12 devices", "Classroom 14 devices"], page.FindAll(".site-groups bdi").Select(b => b.TextContent));
        Assert.Equal(["in none of the groups 16", "Classroom 12 devices 2", "Classroom 14 devices 2"], page.FindAll(".site-list li").Select(l => l.TextContent));
        page.Find("button[aria-label='Up: Classroom 14 devices']").Click();
        Assert.Equal(["in none of the groups 16", "Classroom 14 devices 3", "Classroom 12 devices 1"], page.FindAll(".site-list li").Select(l => l.TextContent));

        page.Find("form.plan").Submit();
        page = OpenAt($"/resets/new?kind=reset&step=confirm&review={SomeReview.Id}");
        Assert.Contains($"Classroom 14 devices ({Catalogue.Groups[1].Id}); Classroom 12 devices ({Catalogue.Groups[0].Id})", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("20");
        page.Find("form").Submit();
        Assert.Equal([Catalogue.Groups[1].Id, Catalogue.Groups[0].Id], Assert.Single(Desk.Confirmations).Sites!.Groups.Select(g => g.Id));
    }

    [Fact]
    public void ByGroup_TwiceTheSameOrTakenOff_IsOneOrNone()
    {
        Desk.GroupMembers[Catalogue.Groups[0].Id] = [];
        var page = Open(Twenty, "plan", WithSites);
        page.Find("#site-by").Change("Group");
        Find(page, 0, 0);
        Assert.Contains("is on the list already", page.Find("dialog").TextContent, StringComparison.Ordinal);
        page.Find("dialog .dialog-foot button").Click();
        Assert.Single(page.FindAll(".site-groups li"));

        page.Find("button[aria-label='Take off Classroom 12 devices']").Click();

        Assert.Empty(page.FindAll(".site-groups li"));
        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void ByGroup_GroupThatCannotBeRead_IsNamed()
    {
        var page = Open(Twenty, "plan", WithSites);
        page.Find("#site-by").Change("Group");

        Choose(page, 2);

        Assert.Contains("Leavers' laptops", page.Find(".plan [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".site-list li"));
    }

    private void Choose(IRenderedComponent<NewReset> page, params int[] groups)
    {
        Find(page, groups);
        page.Find("dialog .dialog-foot button").Click();
    }

    private void Find(IRenderedComponent<NewReset> page, params int[] groups)
    {
        Button(page, "Choose groups…").Click();
        page.Find("dialog input[type=search]").Input("l");
        page.Find("dialog form").Submit();
        foreach (var group in groups)
            page.Find($"dialog button[aria-label=\"Choose {Catalogue.Groups[group].Name}\"]").Click();
    }

    private static ReviewedDevice Tagged(string name, string? tag)
    {
        var device = SomeReview.Ready(name, $"SER-{name}");
        return device with { Facts = device.Facts! with { EntraDeviceId = $"d-{name}", Autopilot = new AutopilotIdentity { Id = name, GroupTag = tag } } };
    }
}
