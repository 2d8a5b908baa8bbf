using AutopilotReset.Web.Features.Resets;
using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class WavesCardTests : PageTest
{
    private DateTimeOffset Soaked => Time.GetUtcNow().AddMinutes(25);

    [Fact]
    public void WithoutAPlan_IsNotThere() => Assert.Empty(Open(null).FindAll(".waves"));

    [Fact]
    public void Soaking_SaysWhatItWaitsForUntilWhenAndWhatCanStillBeStopped()
    {
        var page = Open(FakeOrders.Waves(Soaked));

        Assert.Equal(["Wave 1, 5 devices", "Wave 2, 10 devices", "Wave 3, 10 devices"], page.FindAll(".wave a strong").Select(a => a.ParentElement!.TextContent));
        Assert.Equal(["Soaks", "Not open yet", "Not open yet"], page.FindAll(".wave-line .chip").Select(c => c.TextContent));
        Assert.Contains("Wave 2 waits: Wave 1 soaks. Until", page.Find(".wave-waits").TextContent, StringComparison.Ordinal);
        Assert.Contains("in 25 min", page.Find(".wave-waits").TextContent, StringComparison.Ordinal);
        Assert.Equal(["0", "10", "10"], page.FindAll(".wave-line .muted").Select(m => m.TextContent.Split(' ')[0]));
        Assert.Contains("1 device failed or stalled; more than 1 halt it.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Number_OfAWave_LeadsToItsRows() =>
        Assert.Equal($"/resets/{FakeOrders.BatchId(1)}?wave=2", Open(FakeOrders.Waves(Soaked)).FindAll(".wave a")[1].GetAttribute("href"));

    [Fact]
    public void Filter_ByWave_IsReadWrittenAndNamedWhereItIsNone()
    {
        Assert.Equal(("?wave=2", 2), (RequestFilter.Format(new RequestQuery(Wave: 2)), RequestFilter.Parse("?wave=2").Query.Wave));
        Assert.Contains("wave", Assert.Single(RequestFilter.Parse("?wave=0").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Halted_SaysWhyAndOpensNothing()
    {
        var page = Open(FakeOrders.Waves(null) with { HaltedBecause = "2 devices failed or stalled; the plan bears 1 (5 %).", WaitsFor = null });

        Assert.Contains("Halted by its plan. 2 devices failed or stalled", page.Find(".notice-error").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("Open wave", StringComparison.Ordinal));
    }

    [Fact]
    public void OpenNow_WithAReason_OpensTheWaveThatWasShown()
    {
        var page = Open(FakeOrders.Waves(Soaked));
        page.Button("Open wave 2 now").Click();
        Assert.Contains("10 devices will be sent although the plan still waits", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);

        page.Find("dialog textarea").Input("The drawer is locked until Monday");
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Open wave 2").Click();

        Assert.Equal([$"open wave 2 of {FakeOrders.BatchId(1)} The drawer is locked until Monday"], Desk.Commands);
    }

    [Fact]
    public void Auditor_OpensNothing()
    {
        SignIn(People.Auditor);

        Assert.DoesNotContain(Open(FakeOrders.Waves(Soaked)).FindAll("button"), b => b.TextContent.Contains("Open wave", StringComparison.Ordinal));
    }

    [Fact]
    public void Resume_AfterAHalt_SaysWhatOneStandsFor()
    {
        Desk.Batches[0] = Desk.Batches[0] with { State = BatchState.Paused, StateReason = "Halted: 1 device failed or stalled." };
        var page = Open(FakeOrders.Waves(null) with { HaltedBecause = "1 device failed or stalled.", WaitsFor = null });

        page.Button("Resume").Click();

        Assert.Contains("You stand for the 1 device that failed or stalled so far.", page.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ResetPage> Open(BatchWaves? waves)
    {
        Desk.Adjust = detail => detail with { Waves = waves };
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)));
    }
}
