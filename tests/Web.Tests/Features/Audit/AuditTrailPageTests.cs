using AutopilotReset.Web.Features.Audit;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Audit;

public sealed class AuditTrailPageTests : PageTest
{
    [Fact]
    public void Filter_Applied_StandsInTheAddressAndInTheExports()
    {
        var page = Open();

        page.Find("#audit-q").Change("LT-00008");
        page.Find("#audit-from").Change("2026-06-12T10:15:00");
        page.Find("form").Submit();

        Assert.Equal("/audit?q=LT-00008&from=2026-06-12T10%3A15Z", Address);
        var links = page.FindAll("a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/api/audit.csv?q=LT-00008&from=2026-06-12T10%3A15Z", links);
        Assert.Contains("/api/audit.json?q=LT-00008&from=2026-06-12T10%3A15Z", links);
        Assert.Equal(new AuditQuery { Text = "LT-00008", From = new DateTimeOffset(2026, 6, 12, 10, 15, 0, TimeSpan.Zero) }, Trail.Queries[^1]);
    }

    [Fact]
    public void Address_Pasted_AsksForExactlyThat()
    {
        Open($"?person=ines&device=d1&batch={FakeOrders.BatchId(1)}&request={FakeOrders.RequestId(2)}&type=order.&to=2026-12-01T00:00Z");

        Assert.Equal(
            new AuditQuery { Actor = "ines", DeviceId = "d1", BatchId = FakeOrders.BatchId(1), RequestId = FakeOrders.RequestId(2), TypePrefix = "order.", To = new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero) },
            Assert.Single(Trail.Queries));
    }

    [Fact]
    public void Address_Unreadable_ShowsNothingRatherThanEverything()
    {
        var page = Open("?batch=12");

        Assert.Contains("\"batch\" is not an id: 12", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Trail.Queries);
        Assert.Empty(page.FindAll(".audit-table"));
    }

    [Fact]
    public void Entry_Opened_ShowsPayloadAndHash()
    {
        var page = Open();
        Assert.Empty(page.FindAll(".payload"));

        Navigation.NavigateTo(page.FindAll(".entry-link")[0].GetAttribute("href")!);

        Assert.Contains("entry=40", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("\"device\": \"LT-00040\"", page.Find(".payload").TextContent, StringComparison.Ordinal));
        Assert.Contains(Trail.Rows[39].Hash, page.Find(".entry-detail").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_PayloadNoJson_IsShownAsItStands()
    {
        Trail.Rows[39] = Trail.Rows[39] with { Payload = "not json <b>" };

        var page = Open("?entry=40");

        Assert.Equal("not json <b>", page.Find(".payload").TextContent);
    }

    [Fact]
    public void Paging_ManyEntries_ShowsAHundredAPage()
    {
        Trail.Rows.AddRange(Enumerable.Range(41, 210).Select(n => FakeAuditTrail.Row(n, Time.GetUtcNow())));

        var page = Open("?page=3");

        Assert.Equal(50, page.FindAll(".entry-link").Count);
        Assert.Contains("Page 3 of 3", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Good_NamesTheHead()
    {
        var page = Open();

        page.Find(".verify button").Click();

        Assert.Contains("All 40 entries verify", page.Find(".verify .notice-good").TextContent, StringComparison.Ordinal);
        Assert.Contains(Trail.Report.HeadHash, page.Find(".verify .notice-good").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_Bad_NamesTheFirstBadEntryAndLeadsToIt()
    {
        Trail.Report = new ChainReport(40, 17, "Its hash is not that of its bytes.", "x", Time.GetUtcNow());
        var page = Open();

        page.Find(".verify button").Click();
        var alert = page.Find(".verify [role=alert]");
        Assert.Contains("first bad entry is 17", alert.TextContent, StringComparison.Ordinal);
        Assert.Contains("Its hash is not that of its bytes.", alert.TextContent, StringComparison.Ordinal);

        alert.QuerySelector("button")!.Click();
        Assert.Contains("entry=17", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WhileRunning_ShowsProgressAndCanBeStopped()
    {
        var page = Open();
        Trail.Hold();

        page.Find(".verify button").Click();
        Assert.NotEmpty(page.FindAll(".verify progress"));
        page.Find(".verify button").Click();

        page.WaitForAssertion(() => Assert.Contains("It was stopped", page.Find(".verify [role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Verify_Fault_IsNoGoodReport()
    {
        var page = Open();
        Trail.Fault = new InvalidOperationException("The database is away.");

        page.Find(".verify button").Click();

        Assert.Contains("could not be recomputed", page.Find(".verify [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".notice-good"));
    }

    [Fact]
    public void Live_WhileAnEntryIsOpen_DoesNotMoveRows()
    {
        var page = Open("?entry=40");
        Trail.Rows.Add(FakeAuditTrail.Row(41, Time.GetUtcNow()));

        Feed.Say(ChangeKind.Audit);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Contains("There are newer entries", page.Markup, StringComparison.Ordinal));
        Assert.Equal(40, page.FindAll(".entry-link").Count);
    }

    [Fact]
    public void Live_NobodyInTheTable_ShowsTheNewEntry()
    {
        var page = Open();
        Trail.Rows.Add(FakeAuditTrail.Row(41, Time.GetUtcNow()));

        Feed.Say(ChangeKind.Audit);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(41, page.FindAll(".entry-link").Count));
    }

    [Fact]
    public void HostileName_IsText() => Assert.Empty(Open().FindAll(".audit-table img"));

    [Fact]
    public void Nothing_Matches_SaysSo() => Assert.Contains("No entry matches", Open("?q=zzz").Markup, StringComparison.Ordinal);

    private IRenderedComponent<AuditTrailPage> Open(string query = "")
    {
        Navigation.NavigateTo($"/audit{query}");
        return Render<AuditTrailPage>();
    }
}
