using AutopilotReset.Web.Features.Resets.New;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class WaveChoiceTests : NewResetTest
{
    private static Review Twenty => SomeReview.Of([.. Enumerable.Range(1, 20).Select(n => SomeReview.Ready($"LT-{n:00}", $"SER-{n:00}"))]);

    private static readonly PlanDraft InWaves = Planned with { Waves = new WaveDraft { On = true } };

    [Fact]
    public void Default_IsAllAtOnce()
    {
        var page = Open(Twenty, "plan", Planned);

        Assert.True(page.Find("#waves-off").HasAttribute("checked"));
        Assert.Empty(page.FindAll("#wave-sizes"));
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void OneDevice_HasNoWavesToChoose() => Assert.Empty(Open(SomeReview.Of(SomeReview.Ready()), "plan", Planned).FindAll("#waves-on"));

    [Fact]
    public void Chosen_SaysThePlanInWordsAndKeepsItOverARefresh()
    {
        var page = Open(Twenty, "plan", Planned);
        page.Find("#waves-on").Change(true);
        page.Find("#wave-sizes").Input("2, 25 %");
        page.Find("#wave-soak").Change("120");
        page.Find("#wave-failures").Input("1");

        Assert.Equal(
            "In 4 waves of 2, 5, 10 and 3 devices. The next wave opens when 80 % of the wave before are proven and 2 h have passed since its last send. The second failure halts new sends.",
            page.Find(".wave-words").TextContent);
        page.Find("form").Submit();
        Assert.Equal("2, 25 %", OpenAt($"/resets/new?kind=reset&step=plan&review={SomeReview.Id}").Find("#wave-sizes").GetAttribute("value"));
    }

    [Theory]
    [InlineData("#wave-sizes", "five", "sizes of the waves")]
    [InlineData("#wave-sizes", "", "sizes of the waves")]
    [InlineData("#wave-sizes", "0", "at least one device")]
    [InlineData("#wave-needed", "101", "from 0 to 100 %")]
    [InlineData("#wave-needed", "most", "in percent")]
    [InlineData("#wave-failures", "few", "failures are borne")]
    public void Mistake_IsNamedAndKeepsTheWayShut(string field, string typed, string named)
    {
        var page = Open(Twenty, "plan", InWaves);
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));

        page.Find(field).Input(typed);

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains(named, page.Find("#plan-missing").TextContent, StringComparison.Ordinal);
        Assert.False(HasButton(page, "Rehearse"));
    }

    [Fact]
    public void Rehearse_ShowsTheTimelineAndGoesAwayWithAnotherPlan()
    {
        var page = Open(Twenty, "plan", InWaves);

        Button(page, "Rehearse").Click();

        Assert.Equal(["1", "2", "3"], page.FindAll(".rehearsed tbody th").Select(h => h.TextContent));
        Assert.Contains("All 20 devices are sent by", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
        Assert.Contains("Assumed, since too few resets are known", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
        Assert.Empty(Desk.Confirmations);

        // Whatever else of the page is filled in, it stays.
        page.Find("#plan-because").Input("End of term, one room after the other");
        Time.Advance(TimeSpan.FromSeconds(1));
        page.Render();
        Assert.NotEmpty(page.FindAll(".rehearsed"));
        page.Find("#wave-sizes").Input("10");
        Assert.Empty(page.FindAll(".rehearsed"));
    }

    [Fact]
    public void Rehearse_NeverEnoughProven_SaysThatItWaitsForAPerson()
    {
        var page = Open(Twenty, "plan", Planned with { Waves = new WaveDraft { On = true, Needed = "100" } });

        Button(page, "Rehearse").Click();

        Assert.Contains("It waits for a person", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
        Assert.Contains("never, by these figures", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Confirm_ShowsThePlanInTheAuditTextAndSendsIt()
    {
        var page = Open(Twenty, "confirm", InWaves);
        Assert.Contains("In 3 waves of 5, 10 and 5 devices.", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("20");

        page.Find("form").Submit();

        var plan = Assert.Single(Desk.Confirmations).Waves!;
        Assert.Equal([Amount.Of(5)], plan.Sizes);
        Assert.Equal((2m, TimeSpan.FromHours(1), 80m, Amount.Percent(5)), (plan.Widening, plan.Soak, plan.Needed, plan.MostFailures));
    }

    [Fact]
    public void Confirm_AllAtOnce_SendsNoPlan()
    {
        var page = Open(Twenty, "confirm", Planned with { Waves = new WaveDraft() });
        page.Find("#confirm-typed").Input("20");

        page.Find("form").Submit();

        Assert.Null(Assert.Single(Desk.Confirmations).Waves);
    }

    [Fact]
    public void Confirm_ListShrankToOneDevice_NeedsNoWaves()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "confirm", InWaves);
        page.Find("#confirm-typed").Input("1");

        page.Find("form").Submit();

        Assert.Null(Assert.Single(Desk.Confirmations).Waves);
    }
}
