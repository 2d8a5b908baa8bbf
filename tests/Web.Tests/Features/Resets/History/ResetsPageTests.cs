using AutopilotReset.Web.Features.Resets.History;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.History;

public sealed class ResetsPageTests : PageTest
{
    [Fact]
    public void List_ShowsEachBatchWithItsOutcomeInWordsToo()
    {
        var page = Open();

        Assert.Equal(3, page.FindAll(".batch").Count);
        Assert.Contains("Completed 22, Completed with findings 2, Failed 1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_State_StandsInTheAddress()
    {
        var page = Open();

        page.Find("#resets-state").Change("Paused");

        Assert.Equal("/resets?state=Paused", Address);
        Assert.Single(page.FindAll(".batch"));
    }

    [Fact]
    public void Repeat_AsksThenLeadsToANewReviewOfTheSameDevices()
    {
        var page = Open();

        page.FindAll(".batch-foot button").First().Click();
        Assert.Contains("Nothing is sent by this.", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        Assert.Empty(Desk.Commands);
        page.Button("Choose them again").Click();

        Assert.Equal($"repeat {Desk.Batches[0].Id}", Assert.Single(Desk.Commands));
        Assert.StartsWith($"/resets/new?selection={FakeOrders.BatchId(99)}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeat_Auditor_IsNotOffered()
    {
        SignIn(People.Auditor);

        Assert.Empty(Open().FindAll(".batch-foot button"));
    }

    [Fact]
    public void Paging_ManyBatches_ReachesTheOldest()
    {
        Desk.Batches.Clear();
        Desk.Batches.AddRange(Enumerable.Range(1, 30).Select(n => FakeOrders.Batch(n, Time.GetUtcNow())));
        var page = Open();
        Assert.Equal(25, page.FindAll(".batch").Count);

        Navigation.NavigateTo(page.FindAll(".pager a").Single().GetAttribute("href")!);

        Assert.Equal("/resets?page=2", Address);
        page.WaitForAssertion(() => Assert.Equal(5, page.FindAll(".batch").Count));
    }

    [Fact]
    public void Empty_OffersTheFirstReset_ToOperatorsOnly()
    {
        Desk.Batches.Clear();
        Assert.Contains("/resets/new", Open().FindAll(".empty a").Select(a => a.GetAttribute("href")));

        SignIn(People.Auditor);
        Assert.DoesNotContain("/resets/new", Open().FindAll("a").Select(a => a.GetAttribute("href")));
    }

    private IRenderedComponent<ResetsPage> Open()
    {
        Navigation.NavigateTo("/resets");
        return Render<ResetsPage>();
    }
}
