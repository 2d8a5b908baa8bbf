using AutopilotReset.Web.Features.Devices.One;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Devices;

public sealed class OneDevicePageTests : PageTest
{
    [Fact]
    public void Open_StillReading_SaysSo()
    {
        Catalogue.Hold();

        Assert.Equal("Reading this device…", Open(0).Text("[role=status]"));
    }

    [Fact]
    public void Open_Fault_OffersToTryAgain()
    {
        Catalogue.Fault = new InvalidOperationException("away");

        Assert.Contains("Could not read this device.", Open(0).Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Unknown_NamesTheNextStep()
    {
        var page = Render<OneDevicePage>(p => p.Add(x => x.Key, "i-nothing"));

        Assert.Contains("Search the inventory", page.Text(".empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Hybrid_ResetIsRefusedWithTheWipeSuggested()
    {
        var page = Open(1);

        var reset = page.Text("section[aria-labelledby=verdict-AutopilotReset]");
        Assert.Contains("Refused", reset, StringComparison.Ordinal);
        Assert.Contains("Full wipe instead; it may take up to 24 hours until the device can be deployed again", reset, StringComparison.Ordinal);
        Assert.False(page.HasButton("Reset this device"));
        Assert.True(page.HasButton("Wipe this device"));
    }

    [Fact]
    public void Hybrid_Wipe_GoesItsOwnWay()
    {
        var page = Open(1);

        page.Button("Wipe this device").Click();

        Assert.Equal(FakeFleet.Key(1), Assert.Single(Assert.IsType<Choice.Keys>(Assert.Single(Catalogue.Choices)).DeviceKeys));
        Assert.Equal($"/resets/new?selection={Catalogue.Selections.Keys.Single()}&kind=wipe", Address);
    }

    [Fact]
    public void Ready_Reset_GoesToItsReview()
    {
        var page = Open(0);

        page.Button("Reset this device").Click();

        Assert.Equal($"/resets/new?selection={Catalogue.Selections.Keys.Single()}", Address);
    }

    [Fact]
    public void Reset_Refused_SaysWhy()
    {
        var page = Open(0);
        Catalogue.Refusal = new Refused("role", "Your role was withdrawn.");

        page.Button("Reset this device").Click();

        Assert.Equal("Your role was withdrawn.", page.Text("section[aria-labelledby=verdict-AutopilotReset] [role=alert]"));
    }

    [Fact]
    public void Armed_SaysThatItWillBeErased() =>
        Assert.Contains("Armed since 13 November: will be erased at its next check-in", Open(3).Text(".notice-warn"), StringComparison.Ordinal);

    [Fact]
    public void Auditor_SeesVerdictsAndNoCommand()
    {
        SignIn(People.Auditor);

        var page = Open(0);

        Assert.Contains("Can be reset", page.Markup, StringComparison.Ordinal);
        Assert.False(page.HasButton("Reset this device"));
        Assert.False(page.HasButton("Wipe this device"));
    }

    [Theory]
    [InlineData(4, FakeFleet.HostileName)]
    [InlineData(5, "LAPTOP-␦fdp.exe")]
    public void HostileName_IsTextOnly(int n, string shown)
    {
        var page = Open(n);

        Assert.Equal(shown, page.Text("h1"));
        Assert.Empty(page.FindAll("img"));
        Assert.DoesNotContain('\u202E', page.Markup);
    }

    [Fact]
    public void NoPrimaryUser_IsNotCalledShared() =>
        Assert.Contains("no primary user (shared, kiosk, bulk- or DEM-enrolled)", Open(8).Text("section[aria-labelledby=people]"), StringComparison.Ordinal);

    [Fact]
    public void HoldersNotRead_AreNotCalledNobody()
    {
        Catalogue.Adjust = detail => detail with { Facts = detail.Facts with { Holders = null } };

        Assert.Contains("not read singly yet", Open(0).Text("section[aria-labelledby=people]"), StringComparison.Ordinal);
    }

    [Fact]
    public void EveryEntraObject_AndEverySerialTwin_IsShown()
    {
        Catalogue.Adjust = detail => detail with
        {
            Facts = detail.Facts with
            {
                EntraObjects = [.. detail.Facts.EntraObjects, detail.Facts.EntraObjects[0] with { ObjectId = "second", TrustType = "ServerAd", AccountEnabled = false }],
                SerialTwins = [new SerialTwin("other-id", "OLD-RECORD", null)],
            },
        };

        var page = Open(0);

        Assert.Equal(2, page.FindAll("section[aria-labelledby=entra] tbody tr").Count);
        Assert.Contains("disabled", page.Text("section[aria-labelledby=entra]"), StringComparison.Ordinal);
        Assert.Contains("OLD-RECORD last check-in never", page.Text("section[aria-labelledby=hardware]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_LeadToTheirOwnPageAndShowBeforeAndAfter()
    {
        Catalogue.Requests = Desk.Rows;

        var page = Open(0);

        Assert.Equal($"/resets/{FakeOrders.BatchId(1)}/{FakeOrders.RequestId(0)}", page.Find("section[aria-labelledby=orders] a").GetAttribute("href"));
        Assert.Contains("Before and after", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Public", "https://intune.microsoft.com/")]
    [InlineData("UsGovernment", "https://intune.microsoft.us/")]
    [InlineData("China", null)]
    public void PortalLinks_FollowTheCloud(string cloud, string? start)
    {
        Guards.Guards = Guards.Guards with { Cloud = cloud };

        var links = Open(0).FindAll("a[target=_blank]");

        Assert.Equal(start is null ? 0 : 2, links.Count);
        Assert.All(links, link => Assert.Equal("noopener noreferrer", link.GetAttribute("rel")));
        if (start is not null)
            Assert.StartsWith(start, links[0].GetAttribute("href"), StringComparison.Ordinal);
    }

    private IRenderedComponent<OneDevicePage> Open(int n) => Render<OneDevicePage>(p => p.Add(x => x.Key, FakeFleet.Key(n)));
}
