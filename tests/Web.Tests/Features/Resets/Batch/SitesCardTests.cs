using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class SitesCardTests : PageTest
{
    [Fact]
    public void WithoutACap_IsNotThere() => Assert.Empty(Open(null).FindAll(".sites"));

    [Fact]
    public void SiteFull_SaysWhoWaitsAndUntilWhen()
    {
        var page = Open(FakeOrders.Sites(Time.GetUtcNow()));

        Assert.Equal(["Waits", "Goes on", "Nothing to send"], page.FindAll(".site .chip").Select(c => c.TextContent));
        var berlin = page.Find(".site.waits").TextContent;
        Assert.Contains("12 of BER are rebuilding, at most 12. If nothing more is heard, the next place is free", berlin, StringComparison.Ordinal);
        Assert.Contains("in 3 h", berlin, StringComparison.Ordinal);
        Assert.Contains("212 devices of this batch, 200 to be sent", berlin, StringComparison.Ordinal);
        Assert.Contains("3 of at most 12 are rebuilding.", page.FindAll(".site")[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("no group tag", page.FindAll(".site")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Paused_DoesNotSayThatItGoesOn()
    {
        Desk.Batches[0] = Desk.Batches[0] with { State = BatchState.Paused };

        Assert.Equal("Has room", Open(FakeOrders.Sites(Time.GetUtcNow())).FindAll(".site .chip")[1].TextContent);
    }

    [Fact]
    public void NoRoomAnywhere_SaysThatNothingIsSent()
    {
        var sites = FakeOrders.Sites(Time.GetUtcNow());
        Assert.DoesNotContain("until one of its sites has room", Open(sites).Find(".batch-summary").TextContent, StringComparison.Ordinal);

        var summary = Open(sites with { Sites = [sites.Sites[0], sites.Sites[2]] }).Find(".batch-summary").TextContent;

        Assert.Contains("Nothing is sent until one of its sites has room.", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void LastOneSent_NotToldByTheRate_SaysWhatItDependsOn()
    {
        Desk.Adjust = detail => detail with { Sites = FakeOrders.Sites(Time.GetUtcNow()), ExpectedSentBy = null };
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");

        Assert.Contains("as its sites have room", Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1))).Find(".batch-summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_SaysSo()
    {
        var page = Open(new BatchSites { Words = "Nothing is sent: the cap of this batch's sites is damaged.", Unreadable = true, Sites = [] });

        Assert.Contains("Nothing is sent: the cap", page.Find(".notice-error").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".sites"));
    }

    [Fact]
    public void ManySites_ListsTheFirstAndCountsTheRest()
    {
        var page = Open(new BatchSites { Words = "x", Sites = [.. Enumerable.Range(1, 60).Select(n => new SiteStanding($"S{n}", 1, 0, 0, 2))] });

        Assert.Equal(50, page.FindAll(".site").Count);
        Assert.Contains("And 10 other sites.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Approver_ReadsTheCap()
    {
        Desk.Adjust = detail => detail with { Sites = FakeOrders.Sites(Time.GetUtcNow()), Approval = new BatchApproval { Wanted = true, Because = "every wipe needs it", FrozenHash = "h" } };
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");

        var page = Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)));

        Assert.Contains("At most 12 devices of one site rebuild at the same time", page.Find(".approval").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ResetPage> Open(BatchSites? sites)
    {
        Desk.Adjust = detail => detail with { Sites = sites };
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)));
    }
}
