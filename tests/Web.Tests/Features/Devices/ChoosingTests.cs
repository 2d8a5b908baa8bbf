using AutopilotReset.Web.Features.Devices;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class ChoosingTests : PageTest
{
    [Fact]
    public void Tick_ThenFilterAndSort_KeepsTheSelectionByKey()
    {
        var page = Open();
        Tick(page, "HYB-FIN-07");

        page.Find("#f-owner").Change("company");
        page.Button("Serial").Click();
        Tick(page, "LAPTOP-0142");
        page.Button("Reset selected").Click();

        var keys = Assert.IsType<Choice.Keys>(Assert.Single(Catalogue.Choices)).DeviceKeys;
        Assert.Equal([FakeFleet.Key(0), FakeFleet.Key(1)], keys.Order(StringComparer.Ordinal));
        Assert.Equal($"/resets/new?selection={Catalogue.Selections.Keys.Single()}", Address);
    }

    [Fact]
    public void SelectAll_NoFilter_IsNotOffered() => Assert.False(Open().HasButton("Select all"));

    [Fact]
    public void SelectAll_Filter_ChoosesTheFilterWithTheNumberShownAndNotTheLoadedRows()
    {
        var page = Open("?verdict=refused&sort=serial");

        page.Button("Select all 3 that match").Click();
        Assert.All(page.FindAll("tbody input"), box => Assert.True(box.HasAttribute("checked") && box.HasAttribute("disabled")));
        page.Button("Reset selected").Click();

        var matching = Assert.IsType<Choice.Matching>(Assert.Single(Catalogue.Choices));
        Assert.Equal((Verdict.Refused, 3), (matching.Query.Verdict, matching.ExpectedCount));
    }

    [Fact]
    public void SelectAll_NumberChangesUnderneath_SelectsNothingAndSaysSo()
    {
        var page = Open("?verdict=refused");
        page.Button("Select all").Click();
        Catalogue.Rows.RemoveAll(r => r.Name == "BYOD-KAJA");

        Feed.Say(ChangeKind.Inventory);

        page.WaitForAssertion(() => Assert.Contains("3 devices matched when you selected them; now it is 2", page.Markup, StringComparison.Ordinal));
        Assert.False(page.HasButton("Reset selected"));
    }

    [Fact]
    public void SelectAll_FilterChanges_SelectsNothingAndSaysSo()
    {
        var page = Open("?verdict=refused");
        page.Button("Select all").Click();

        page.Find("#f-verdict").Change("Ready");

        Assert.Contains("The filter changed, so nothing is selected any more.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".selection"));
    }

    [Fact]
    public void SelectAll_NewFilterStillBeingRead_IsNotOfferedWithTheOlderNumber()
    {
        var page = Open("?q=lt-");
        Catalogue.Hold();

        page.Find("#f-verdict").Change("Refused");

        Assert.False(page.HasButton("Select all"));
        Catalogue.Release();
        page.WaitForAssertion(() => Assert.Contains("No device matches.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Reset_Refused_SaysWhyAndStays()
    {
        var page = Open();
        Tick(page, "LAPTOP-0142");
        Catalogue.Refusal = new Refused("count-changed", "12 devices match now, not 11.");

        page.Button("Reset selected").Click();

        Assert.Equal("12 devices match now, not 11.", page.Text(".selection [role=alert]"));
        Assert.StartsWith("/devices?chosen=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Reload_AfterTicking_StillHasEachTick()
    {
        var page = Open();
        Tick(page, "LAPTOP-0142");
        Tick(page, "HYB-FIN-07");
        Tick(page, "HYB-FIN-07", on: false);

        var again = OpenAt(Address);

        Assert.Equal("1 device selected", again.Text(".selection [role=status]"));
        again.Button("Reset selected").Click();
        Assert.Equal([FakeFleet.Key(0)], Assert.IsType<Choice.Keys>(Assert.Single(Catalogue.Choices)).DeviceKeys);
    }

    [Fact]
    public void Reload_AddressOfSomebodyElse_SelectsNothing()
    {
        Tick(Open(), "LAPTOP-0142");
        SignIn(People.Operator with { HomeObjectId = "somebody-else" });

        Assert.Empty(OpenAt(Address).FindAll(".selection"));
    }

    [Fact]
    public void Reload_AfterSelectAll_StillHasAllWithTheNumberShown()
    {
        Open("?verdict=refused").Button("Select all").Click();

        var again = OpenAt(Address);
        again.Button("Reset selected").Click();

        Assert.Equal(3, Assert.IsType<Choice.Matching>(Assert.Single(Catalogue.Choices)).ExpectedCount);
    }

    [Fact]
    public void Reload_SelectAllWhoseNumberChanged_SelectsNothingAndSaysSo()
    {
        var page = OpenAt("/devices?verdict=refused&all=4");

        page.WaitForAssertion(() => Assert.Contains("4 devices matched when you selected them; now it is 3", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".selection"));
        Assert.DoesNotContain("all=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_AllWithoutAFilter_SelectsNothing() => Assert.Empty(OpenAt("/devices?all=60").FindAll(".selection"));

    [Fact]
    public void Wipe_IsOfferedForExactlyOneDevice()
    {
        var page = Open();
        Tick(page, "HYB-FIN-07");
        Assert.True(page.HasButton("Wipe…"));

        Tick(page, "LAPTOP-0142");
        Assert.False(page.HasButton("Wipe…"));

        Tick(page, "LAPTOP-0142", on: false);
        page.Button("Wipe…").Click();
        Assert.EndsWith("&kind=wipe", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Paste_AllClear_GoesStraightToTheReview()
    {
        var page = Paste("5CG4011XYZ");

        Assert.Equal("5CG4011XYZ", Assert.IsType<Choice.Pasted>(Assert.Single(Catalogue.Choices)).Text);
        Assert.StartsWith("/resets/new?selection=", Address, StringComparison.Ordinal);
        Assert.NotNull(page);
    }

    [Fact]
    public void Search_NothingMatches_IsLookedUpAsALabel()
    {
        var page = Open("?q=1S20XWS00F00PF3ABCDE");

        page.Button("Look it up as a label").Click();

        Assert.Equal("1S20XWS00F00PF3ABCDE", page.Find("#paste-text").GetAttribute("value"));
    }

    [Fact]
    public void Paste_UnclearLines_AreListedWithTheirNumberAndNothingIsGuessed()
    {
        Catalogue.Rows.Add(Catalogue.Rows[20] with { Key = FakeFleet.Key(500), Name = "TWIN", Serial = "5CG4011XYZ" });

        var page = Paste("LT-00020\n\nnope\n5CG4011XYZ");

        var lines = page.FindAll("dialog tbody tr").Select(r => r.Text()).ToArray();
        Assert.Equal("3 nope No device has this serial, name or id. left out", lines[0]);
        Assert.StartsWith("4 5CG4011XYZ 2 devices have it.", lines[1], StringComparison.Ordinal);
        Assert.True(page.HasButton("Go on with 1 device"));
        Assert.Equal("/devices", Address);
    }

    [Fact]
    public void Paste_CandidatePicked_IsChosenByItsKey()
    {
        Catalogue.Rows.Add(Catalogue.Rows[20] with { Key = FakeFleet.Key(500), Name = "TWIN", Serial = "5CG4011XYZ" });
        var page = Paste("LT-00020\n5CG4011XYZ");

        page.FindAll("dialog input[type=radio]").Single(r => r.ParentElement!.TextContent.Contains("TWIN", StringComparison.Ordinal)).Change(true);
        page.FindAll("dialog button").Single(b => b.Text() is "Go on with 2 devices" or "Go on with 1 device").Click();

        Assert.Equal([FakeFleet.Key(500)], Assert.Single(Catalogue.Added));
        Assert.Equal([FakeFleet.Key(20), FakeFleet.Key(500)], Assert.Single(Catalogue.Selections.Values).Devices.Select(d => d.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Group_Chosen_IsReadByItsId()
    {
        var page = Open();
        page.Button("Choose a group").Click();
        page.Find("dialog input[type=search]").Input("class");
        page.Find("dialog form").Submit();

        page.FindAll("dialog .rows button")[1].Click();

        Assert.Equal(new Choice.Group("6b0f0000-0000-4000-8000-000000000002", "Classroom 14 devices"), Assert.Single(Catalogue.Choices));
        Assert.StartsWith("/resets/new?selection=", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_NotFound_SaysSo()
    {
        var page = Open();
        page.Button("Choose a group").Click();
        page.Find("dialog input[type=search]").Input("zzz");
        page.Find("dialog form").Submit();

        Assert.Contains("No group has this in its name.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sync_Started_ShowsProgressAndReadsRowsWhenItEnds()
    {
        var page = Open();
        page.Button("Sync now").Click();
        Assert.Contains("Reading Intune devices: 20 so far", page.Text(".inventory"), StringComparison.Ordinal);
        Assert.Equal("20", page.Find(".inventory progress").GetAttribute("value"));
        Catalogue.Rows.RemoveAt(0);

        Catalogue.Status = Catalogue.Status with { Running = false };
        Feed.Say(ChangeKind.Inventory);

        page.WaitForAssertion(() => Assert.Equal("59 devices", page.Text(".grid-bar [role=status]")));
    }

    private IRenderedComponent<DevicesPage> Open(string query = "") => OpenAt("/devices" + query);

    private IRenderedComponent<DevicesPage> OpenAt(string address)
    {
        Navigation.NavigateTo(address);
        return Render<DevicesPage>();
    }

    private IRenderedComponent<DevicesPage> Paste(string text)
    {
        var page = Open();
        page.Button("Paste or scan").Click();
        page.Find("#paste-text").Input(text);
        page.Button("Find them").Click();
        return page;
    }

    private static void Tick(IRenderedComponent<DevicesPage> page, string name, bool on = true) =>
        page.FindAll("tbody input").Single(i => i.GetAttribute("aria-label") == $"Select {name}").Change(on);
}
