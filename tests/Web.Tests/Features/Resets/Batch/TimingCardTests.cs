using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Features.Resets.History;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class TimingCardTests : PageTest
{
    private BatchTiming Counting => FakeOrders.Timing(Time.GetUtcNow().AddHours(3).AddMinutes(12));

    [Fact]
    public void WithoutATime_IsNotThere() => Assert.Empty(Open(null).FindAll(".timing"));

    [Fact]
    public void Countdown_IsShownAndGoesOnByItself()
    {
        var page = Open(Counting);

        Assert.Equal("Starts in 3 h 12 min", page.Find(".timing h2").TextContent.Trim());
        Assert.Contains("any admin may hold it", page.Find(".timing").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nothing is sent before its time.", page.Find(".batch-state").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Running", page.Find(".batch-state").TextContent, StringComparison.Ordinal);

        Time.Advance(TimeSpan.FromMinutes(13));

        page.WaitForAssertion(() => Assert.Equal("Starts in 2 h 59 min", page.Find(".timing h2").TextContent.Trim()));
    }

    [Fact]
    public void Countdown_AtItsEnd_ReadsTheBatchAgain()
    {
        var page = Open(Counting);
        Set(Counting with { WaitsUntil = null, Begun = true });

        Time.Advance(TimeSpan.FromHours(3).Add(TimeSpan.FromMinutes(13)));

        page.WaitForAssertion(() => Assert.Equal("Its start has come", page.Find(".timing h2").TextContent.Trim()));
    }

    [Fact]
    public void Hold_ByAnotherAdmin_PausesIt()
    {
        var page = Open(Counting);
        page.Button("Hold it").Click();
        page.Find("dialog textarea").Input("The exam was moved to tonight");

        page.FindAll("dialog button").Single(b => b.TextContent.Trim() == "Hold").Click();

        Assert.Equal([$"pause {FakeOrders.BatchId(1)} The exam was moved to tonight"], Desk.Commands);
    }

    [Fact]
    public void Auditor_SeesTheCountdownAndHoldsNothing()
    {
        SignIn(People.Auditor);

        Assert.Empty(Open(Counting).FindAll(".timing button"));
    }

    [Fact]
    public void Missed_OffersToStandForItAnewAndNotSimplyToResume()
    {
        var page = Open(Counting with { WaitsUntil = null, Missed = true }, batch: 2);

        Assert.Equal("Its start was missed", page.Find(".timing h2").TextContent.Trim());
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("Resume", StringComparison.Ordinal));
        page.Button("Take over").Click();
        Assert.Contains("you stand for sending it after all", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_SaysWhy()
    {
        var page = Open(new BatchTiming { Words = "Nothing is sent: when this batch may be sent is damaged: x.", Unreadable = true }, batch: 2);

        Assert.Contains("may be sent is damaged", page.Find(".timing .notice-error").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void List_ShowsTheCountdownOrThatAStartWasMissed()
    {
        Desk.Batches[0] = Desk.Batches[0] with { Timing = Counting };
        Desk.Batches[1] = Desk.Batches[1] with { Timing = Counting with { WaitsUntil = null, Missed = true } };

        var page = Render<ResetsPage>();

        Assert.Equal(["Starts in 3 h 12 min", "Start missed", "Paused"], page.FindAll(".batch-line .chip").Take(3).Select(c => c.TextContent));
    }

    private void Set(BatchTiming? timing) => Desk.Adjust = detail => detail with { Row = detail.Row with { Timing = timing } };

    private IRenderedComponent<ResetPage> Open(BatchTiming? timing, int batch = 1)
    {
        Set(timing);
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(batch)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(batch)));
    }
}
