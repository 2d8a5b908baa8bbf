using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class DevicesPageTests : PageTest
{
    [Fact]
    public void Open_StillReading_SaysSo()
    {
        Catalogue.Hold();

        Assert.Equal("Reading devices…", Open().Text(".grid-bar [role=status]"));
    }

    [Fact]
    public void Open_Data_ShowsRowsWithVerdictReasonAndCount()
    {
        var page = Open();

        Assert.Equal("60 devices", page.Text(".grid-bar [role=status]"));
        var hybrid = Row(page, "HYB-FIN-07");
        Assert.Contains("Refused", hybrid, StringComparison.Ordinal);
        Assert.Contains("Entra hybrid joined", hybrid, StringComparison.Ordinal);
        Assert.Contains("Armed since 13 November: will be erased at its next check-in", Row(page, "DRAWER-33"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Fault_KeepsThePageAndTryAgainReads()
    {
        Catalogue.Fault = new InvalidOperationException("The database is away.");
        var page = Open();
        Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("Could not read devices.", StringComparison.Ordinal));

        Catalogue.Fault = null;
        foreach (var again in page.FindAll("[role=alert] button").ToList())
            again.Click();

        Assert.Contains("HYB-FIN-07", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Fact]
    public void Open_EmptyInventory_NamesTheNextStep()
    {
        Catalogue.Rows.Clear();

        Assert.Contains("Sync now", Open().Text(".empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_NothingMatches_OffersToClear()
    {
        var page = Open("?q=no-such-thing");

        page.FindAll(".empty button").Single(b => b.Text() == "Clear filters").Click();

        Assert.Equal("/devices", Address);
        Assert.Equal("60 devices", page.Text(".grid-bar [role=status]"));
    }

    [Fact]
    public void Address_WithFilterAndOrder_IsWhatIsRead()
    {
        var page = Open("?q=lt-&verdict=ready&join=Entra%20joined&sort=lastcheckin&desc=yes&columns=serial,disk");

        var (query, skip, _) = Catalogue.Finds[^1];
        Assert.Equal(new DeviceQuery { Text = "lt-", Verdict = Verdict.Ready, JoinType = "Entra joined", Sort = DeviceSort.LastCheckIn, Descending = true }, query);
        Assert.Equal(0, skip);
        Assert.Equal("lt-", page.Find("#device-search").GetAttribute("value"));
        Assert.Equal(["Select", "Name", "Serial", "Free disk"], page.FindAll("th").Select(h => h.Text()));
    }

    [Fact]
    public void Search_Typed_IsReadOnceAfterTheDebounce()
    {
        var page = Open();
        var before = Catalogue.Finds.Count;

        foreach (var text in (string[])["h", "hy", "hyb"])
        {
            page.Find("#device-search").Input(text);
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.Equal("/devices", Address);
        Assert.Equal(before, Catalogue.Finds.Count);

        Time.Advance(TimeSpan.FromMilliseconds(50));

        page.WaitForAssertion(() => Assert.Equal("1 device matches", page.Text(".grid-bar [role=status]")));
        Assert.Equal("/devices?q=hyb", Address);
        Assert.All(Catalogue.Finds.Skip(before), f => Assert.Equal("hyb", f.Query.Text));
    }

    [Fact]
    public void Sort_Header_StandsInTheAddressAndIsSaid()
    {
        var page = Open();

        page.Button("Serial").Click();
        page.Button("Serial").Click();

        Assert.Equal("/devices?sort=serial&desc=yes", Address);
        Assert.Equal("descending", page.Find("th.c-serial").GetAttribute("aria-sort"));
        Assert.Equal("none", page.Find("th.c-name").GetAttribute("aria-sort"));
    }

    [Fact]
    public void Columns_Toggled_StandInTheAddress()
    {
        var page = Open();

        page.FindAll(".columns input").Single(i => i.ParentElement!.Text() == "Group tag").Change(true);

        Assert.EndsWith("tag", Address, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("th"), h => h.Text() == "Group tag");
    }

    [Fact]
    public void HostileNames_AreTextOnly()
    {
        var page = Open();

        Assert.Empty(page.FindAll("img"));
        Assert.Contains(page.FindAll("td.name a"), a => a.TextContent == FakeFleet.HostileName);
        Assert.Contains(page.FindAll("td.name a"), a => a.TextContent == "LAPTOP-␦fdp.exe");
        Assert.DoesNotContain('\u202E', page.Markup);
    }

    [Fact]
    public void Auditor_SeesRowsAndNoCommand()
    {
        SignIn(People.Auditor);

        var page = Open("?q=lt-");

        Assert.Empty(page.FindAll("tbody input"));
        Assert.False(page.HasButton("Paste"));
        Assert.False(page.HasButton("Choose a group"));
        Assert.False(page.HasButton("Select all"));
        Assert.False(page.HasButton("Sync now"));
        Assert.NotEmpty(page.FindAll("td.name a"));
    }

    [Fact]
    public void Change_OfARequest_ReadsTheRowsInViewAgain()
    {
        var page = Open();
        Catalogue.Rows[0] = Catalogue.Rows[0] with { ArmedSince = Time.GetUtcNow() };

        Feed.Say(ChangeKind.Request);

        page.WaitForAssertion(() => Assert.Contains("Armed since 22 November", Row(page, "LAPTOP-0142"), StringComparison.Ordinal));
    }

    [Fact]
    public void Change_WhileThePointerIsOnTheRows_WaitsUntilItHasLeft()
    {
        var page = Open();
        page.Find(".device-grid").TriggerEvent("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        var before = Catalogue.Finds.Count;

        Feed.Say(ChangeKind.Request);
        Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(before, Catalogue.Finds.Count);
        page.Find(".device-grid").TriggerEvent("onpointerleave", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        page.WaitForAssertion(() => Assert.True(Catalogue.Finds.Count > before));
    }

    private IRenderedComponent<DevicesPage> Open(string query = "")
    {
        Navigation.NavigateTo("/devices" + query);
        return Render<DevicesPage>();
    }

    private static string Row(IRenderedComponent<DevicesPage> page, string name) =>
        page.FindAll("tbody tr").Single(r => r.TextContent.Contains(name, StringComparison.Ordinal)).Text();
}
