using AutopilotReset.Web.Features.Resets.New;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class PlanStepTests : NewResetTest
{
    [Fact]
    public void Nothing_Filled_SaysAllThatIsMissing()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        var missing = page.Find("#plan-missing").TextContent;
        Assert.Contains("who uses the device next", missing, StringComparison.Ordinal);
        Assert.Contains("Write why", missing, StringComparison.Ordinal);
        Assert.Contains("(INC|CHG)[0-9]{7}", missing, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_Filled_GoesToConfirmWithNothingOfItInTheAddress()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");

        page.Find("#next-Pool").Change(true);
        page.Find("#plan-because").Input("End of term");
        page.Find("#plan-ticket").Input("CHG0004711");
        page.Find("form").Submit();

        Assert.Contains("step=confirm", Address, StringComparison.Ordinal);
        Assert.DoesNotContain("CHG0004711", Address, StringComparison.Ordinal);
        Assert.DoesNotContain("term", Address, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("#confirm-typed"));
        Assert.Contains("End of term (ticket CHG0004711)", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Justification_TooShortForTheGuards_IsSaidBeforeAnythingIsTyped()
    {
        Guards.Guards = Guards.Guards with { ReasonMinLength = 10, TicketPattern = null };
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan", new PlanDraft(NextUser.Pool, null, "End of it"));
        Assert.Contains("at least 10 letters or digits", page.Find("#plan-missing").TextContent, StringComparison.Ordinal);

        page.Find("#plan-because").Input("End of the term");

        Assert.False(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Theory]
    [InlineData("CHG1")]
    [InlineData("xCHG0004711")]
    [InlineData("CHG0004711x")]
    [InlineData("")]
    public void Ticket_NotOfThePattern_KeepsTheWayShut(string ticket)
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan", new PlanDraft(NextUser.Pool, null, "x"));

        page.Find("#plan-ticket").Input(ticket);

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void Confirm_OpenedWithoutAPlan_ShowsThePlan()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "confirm");

        Assert.NotEmpty(page.FindAll("#plan-because"));
        Assert.Empty(page.FindAll("#confirm-typed"));
    }

    [Fact]
    public void Refresh_AfterTyping_FindsWhatWasTyped()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");
        page.Find("#next-SamePerson").Change(true);
        page.Find("#plan-because").Input("Same person, broken profile");
        page.Find("#plan-because").Blur();

        var again = OpenAt(Address);

        Assert.Equal("Same person, broken profile", again.Find("#plan-because").GetAttribute("value"));
        Assert.True(again.Find("#next-SamePerson").HasAttribute("checked"));
    }

    [Fact]
    public void Refresh_InTheMiddleOfASentence_FindsWhatWasTyped()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");
        page.Find("#plan-because").Input("Half a sent");
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal("Half a sent", OpenAt(Address).Find("#plan-because").GetAttribute("value")));
    }

    [Fact]
    public void Draft_OfSomebodyElse_IsNotShown()
    {
        Keep(Planned);
        SignIn(Testing.Fakes.People.Operator with { HomeObjectId = "somebody-else" });

        Assert.True(string.IsNullOrEmpty(Open(SomeReview.Of(SomeReview.Ready()), "plan").Find("#plan-because").GetAttribute("value")));
    }

    [Fact]
    public void LiveUpdate_WhileTyping_KeepsWhatWasTyped()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");
        page.Find("#plan-because").Input("Half a sent");

        Feed.Say(ChangeKind.Review, SomeReview.Id);
        Time.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() => Assert.Equal(2, Desk.Calls.Count(c => c == nameof(IResetDesk.GetReviewAsync))));
        Assert.Equal("Half a sent", page.Find("#plan-because").GetAttribute("value"));
    }

    [Fact]
    public void EachChoice_HasItsConsequence()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready()), "plan");

        Assert.Equal(3, page.FindAll(".choice .hint[id^='next-']").Select(h => h.TextContent).Where(t => t.Length > 20).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Auditor_CannotPlan()
    {
        SignIn(Testing.Fakes.People.Auditor);

        Assert.Empty(Open(SomeReview.Of(SomeReview.Ready()), "plan").FindAll("form, button"));
    }
}
