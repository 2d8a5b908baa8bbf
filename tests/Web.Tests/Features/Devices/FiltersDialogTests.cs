using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class FiltersDialogTests : PageTest
{
    [Fact]
    public void Save_TheFilterInView_UnderAName()
    {
        var page = Open("?q=LAPTOP&verdict=refused&sort=serial");
        Assert.Contains("name, serial or user has “LAPTOP”; refused.", page.Text("#filter-name-hint"), StringComparison.Ordinal);

        page.Find("#filter-name").Input("Refused laptops");
        page.Find("form.save-filter").Submit();

        var saved = Filters.Filters[^1];
        Assert.Equal(("Refused laptops", new DeviceQuery { Text = "LAPTOP", Verdict = Verdict.Refused, Sort = DeviceSort.Serial }), (saved.Name, saved.Query));
        Assert.Contains("Refused laptops", page.Text(".saved-filters"), StringComparison.Ordinal);
    }

    /// <summary>R24: without a filter it would be every device, and what cannot be read would be left out of it.</summary>
    [Theory]
    [InlineData("", "every device")]
    [InlineData("?verdict=splendid&q=LAPTOP", "\"verdict\" cannot be read")]
    [InlineData("?join=halfway", "no join type")]
    public void Save_EmptyOrUnreadable_IsNotOfferedAndSaysWhy(string query, string why)
    {
        var page = Open(query);

        Assert.Empty(page.FindAll("#filter-name"));
        Assert.Contains(why, page.Text(".save-filter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_LeadToTheirListAndOneThatIsSpoiltNowhere()
    {
        var page = Open("");

        Assert.Equal(["/devices?q=LAPTOP&owner=company", "/devices?verdict=refused"], page.FindAll(".saved-filters a").Select(a => a.GetAttribute("href")));
        Assert.Contains("chooses nothing", page.FindAll(".saved-filters li")[2].Text(), StringComparison.Ordinal);
        Assert.Contains("used by “Every Friday”", page.FindAll(".saved-filters li")[1].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void RenameAndDelete_AreDoneAndTheListReadAgain()
    {
        var page = Open("");

        page.Find("[aria-label^='Rename Leavers']").Click();
        page.Find("#filter-rename").Input("Leavers");
        page.FindAll("form.save-filter").Last().Submit();
        page.Find("[aria-label='Delete Spoilt']").Click();
        Assert.Equal(3, Filters.Filters.Count);
        page.Button("Delete “Spoilt”").Click();

        Assert.Equal(["Leavers", "Refused"], page.FindAll(".saved-filters .row-name").Select(n => n.Text()));
    }

    [Fact]
    public void Auditor_OpensButChangesNothing()
    {
        SignIn(People.Auditor);

        var page = Open("?verdict=refused");

        Assert.Equal(2, page.FindAll(".saved-filters a").Count);
        Assert.Empty(page.FindAll(".save-filter, .saved-filters button"));
    }

    private IRenderedComponent<DevicesPage> Open(string query)
    {
        Navigation.NavigateTo("/devices" + query);
        var page = Render<DevicesPage>();
        page.Button("Saved filters").Click();
        return page;
    }
}
