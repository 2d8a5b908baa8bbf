using AutopilotReset.Web.Features.Overview;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Overview;

public sealed class OverviewPageTests : PageTest
{
    [Fact]
    public void Open_StillReading_SaysSo()
    {
        Overview.Hold();

        var page = Render<OverviewPage>();

        Assert.Equal("Reading the overview…", page.Text("[role=status]"));
        Assert.Single(page.FindAll("h1"));
    }

    [Fact]
    public void Open_Fault_OffersToTryAgain()
    {
        Overview.Fault = new InvalidOperationException("The database is away.");
        var page = Render<OverviewPage>();
        Assert.Contains("The database is away.", page.Text("[role=alert]"), StringComparison.Ordinal);

        Overview.Fault = null;
        page.Button("Try again").Click();

        Assert.Equal("Armed orders", page.Text("section h2"));
    }

    [Fact]
    public void Open_NothingGoesOn_SaysSoInEveryPlace()
    {
        Overview.View = FakeOverview.Quiet(Time.GetUtcNow());

        var page = Render<OverviewPage>();

        Assert.Contains("None. Every order that Intune accepted is proven", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Nothing waits for a decision.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No batch is under way.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No reset ended in the last 30 days.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("%", page.Text(".overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_Busy_PutsArmedOrdersFirstAndSaysWhatTheyWillDo()
    {
        var page = Render<OverviewPage>();

        var first = page.Find("section");
        Assert.Equal("armed-title", first.GetAttribute("aria-labelledby"));
        Assert.Contains("Armed since 13 November: will be erased at its next check-in", first.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3 orders accepted, not proven", "/resets/requests?armed=1")]
    [InlineData("all 7", "/resets/requests?needs=1")]
    [InlineData("2 Stalled", "/resets/requests?state=Stalled")]
    [InlineData("all 1", "/resets/requests?hybrid=1")]
    [InlineData("95.7 %ended Completed", "/resets")]
    [InlineData("47 minmedian time to proof", "/resets")]
    [InlineData("42of 60", "/settings#guards")]
    [InlineData("3,412 devices", "/devices")]
    [InlineData("Pending 8", "/resets/0190d3b4-0000-7000-8000-000000000001?state=Pending")]
    public void Number_LeadsToItsRows(string text, string href)
    {
        var page = Render<OverviewPage>();

        Assert.Contains(page.FindAll("a"), a => a.Text() == text && a.GetAttribute("href") == href);
    }

    [Fact]
    public void WaitingForApproval_NeedsAPerson_AndLeadsToTheBatch()
    {
        Overview.View = FakeOverview.Quiet(Time.GetUtcNow()) with { WaitingForApproval = [FakeOrders.Batch(1, Time.GetUtcNow()) with { WaitsForApproval = true }] };

        var page = Render<OverviewPage>();

        Assert.Contains("Autopilot Reset of 25 devices Waits for approval asked for by Ines Varga", page.Text("section[aria-labelledby=person-title]"), StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), a => a.Text() == "Autopilot Reset of 25 devices" && a.GetAttribute("href") == $"/resets/{FakeOrders.BatchId(1)}");
        Assert.DoesNotContain("Nothing waits for a decision.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_IsCalledOurs() =>
        Assert.Contains("our budget; the tenant's cannot be read", Render<OverviewPage>().Text("section[aria-labelledby=budget-title]"), StringComparison.Ordinal);

    [Fact]
    public void Hybrid_Waiting_SaysWhenItIsReady() =>
        Assert.Contains("HYB-FIN-02 ready in 13 h", Render<OverviewPage>().Text("section[aria-labelledby=hybrid-title]"), StringComparison.Ordinal);

    [Fact]
    public void KillSwitchOn_SaysWhoStoppedAndWhy()
    {
        Overview.View = Overview.View with { KillSwitch = new KillSwitch(true, "Wrong group", "Ines Varga", Time.GetUtcNow().AddMinutes(-5)) };

        Assert.Contains("Everything is stopped. Ines Varga stopped it 5 min ago: Wrong group", Render<OverviewPage>().Text(".notice-error"), StringComparison.Ordinal);
    }

    [Fact]
    public void HostileName_IsTextOnly()
    {
        var page = Render<OverviewPage>();

        Assert.Empty(page.FindAll("img"));
        Assert.Contains(page.FindAll("a"), a => a.TextContent == FakeFleet.HostileName);
    }

    [Fact]
    public void Auditor_SeesNoCommand()
    {
        SignIn(People.Auditor);

        var page = Render<OverviewPage>();

        Assert.Empty(page.FindAll("button"));
        Assert.DoesNotContain("Choose devices to reset", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_OnTheFeed_IsShownByItself()
    {
        var page = Render<OverviewPage>();
        Overview.View = FakeOverview.Quiet(Time.GetUtcNow());

        Feed.Say(ChangeKind.Request);

        page.WaitForAssertion(() => Assert.Contains("No batch is under way.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Inventory_LastSyncFailed_SaysWhy()
    {
        Overview.View = Overview.View with { Inventory = Overview.View.Inventory with { LastError = "Graph answered 503." } };

        Assert.Contains("Last sync did not complete: Graph answered 503.", Render<OverviewPage>().Text(".health"), StringComparison.Ordinal);
    }
}
