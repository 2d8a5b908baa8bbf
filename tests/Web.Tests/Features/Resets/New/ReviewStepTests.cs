using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

public sealed class ReviewStepTests : NewResetTest
{
    private static Review Mixed => SomeReview.Of(
        SomeReview.Ready(), SomeReview.Attention(), SomeReview.NeedsRelease(), SomeReview.Hybrid(), SomeReview.Personal(), SomeReview.Unreadable());

    [Theory]
    [InlineData("#ready", "LT-READY")]
    [InlineData("#attention", "LT-INUSE")]
    [InlineData("#release", "LT-STALE")]
    [InlineData("#refused", "LT-HYBRID")]
    [InlineData("#refused", "LT-BYOD")]
    [InlineData("#unreadable", "LT-GONE")]
    public void Mixed_EachDevice_StandsInItsGroupOnly(string group, string name)
    {
        var page = Open(Mixed, "review");

        Assert.Contains(name, page.Find(group).TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".review-group"), g => g.TextContent.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void Mixed_Summary_CountsOnlyWhatIsSent()
    {
        var page = Open(Mixed, "review");

        Assert.Equal("2 devices will be reset, 1 of them with something to note. 4 devices are refused.", page.Find(".summary").TextContent);
    }

    [Fact]
    public void Reading_NotComplete_ShowsProgressAndNoWayOn()
    {
        var page = Open(Mixed with { Total = 40, Read = 12 }, "confirm", Planned);

        var progress = page.Find("progress");
        Assert.Equal("12", progress.GetAttribute("value"));
        Assert.Equal("40", progress.GetAttribute("max"));
        Assert.Contains("12 of 40", page.Markup, StringComparison.Ordinal);
        Assert.False(HasButton(page, "Continue"));
        Assert.Empty(page.FindAll("#confirm-typed"));
    }

    [Fact]
    public void Reading_ChangeOfThisReview_IsShownAndOfAnotherIsNot()
    {
        var page = Open(Mixed with { Total = 40, Read = 12 }, "review");
        Desk.Reviews[SomeReview.Id] = Mixed with { Total = 40, Read = 30 };

        Feed.Say(ChangeKind.Review, Guid.CreateVersion7(Time.GetUtcNow()));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("12", page.Find("progress").GetAttribute("value"));

        Feed.Say(ChangeKind.Review, SomeReview.Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => Assert.Equal("30", page.Find("progress").GetAttribute("value")));
    }

    [Fact]
    public void Reset_WhatHappens_SaysAllThatTheRulesWantSaid()
    {
        var text = Open(Mixed, "review").Find(".what-happens").TextContent;

        Assert.All(
            [
                "Personal files, apps, settings", "shared devices stay shared", "Region, language, keyboard", "Entra join, Intune enrolment", "with its passwords",
                "certificates (revoke the leaver's)", "inserted USB drive", "The desktop is blocked until packages and an MDM sync are done",
                "For disposal, sale, malware or untrusted hands use Wipe", "Cannot be recalled", "once Intune has it",
            ],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Hybrid_FullWipeInstead_StartsItsOwnWipeReviewOfThatDevice()
    {
        var row = Catalogue.Rows.Single(r => r.Name == "HYB-FIN-07");
        var page = Open(SomeReview.Of(SomeReview.Ready(), SomeReview.Hybrid() with { Key = row.Key }), "review");

        Button(page, "Full wipe instead").Click();

        Assert.Equal([row.Key], Assert.IsType<Choice.Keys>(Assert.Single(Catalogue.Choices)).DeviceKeys);
        var wipe = Desk.Reviews.Values.Single(r => r.Id != SomeReview.Id);
        Assert.Equal(OrderKind.Wipe, wipe.Kind);
        Assert.Contains("kind=wipe", Address, StringComparison.Ordinal);
        Assert.Contains($"review={wipe.Id}", Address, StringComparison.Ordinal);
        Assert.Contains("The device leaves Intune", page.Markup, StringComparison.Ordinal);
    }

    /// <summary>Those of the refused that may be wiped, and no other.</summary>
    [Fact]
    public void Hybrids_FullWipeOfThemAll_StartsOneWipeReview()
    {
        var keys = Catalogue.Rows.Take(2).Select(r => r.Key).ToArray();
        var page = Open(SomeReview.Of(SomeReview.Ready(), SomeReview.Hybrid() with { Key = keys[0] }, SomeReview.Personal(), SomeReview.Hybrid() with { Key = keys[1] }), "review");

        Button(page, "Full wipe of these 2 devices instead…").Click();

        Assert.Equal(keys, Assert.IsType<Choice.Keys>(Assert.Single(Catalogue.Choices)).DeviceKeys);
        Assert.Equal(OrderKind.Wipe, Desk.Reviews.Values.Single(r => r.Id != SomeReview.Id).Kind);
    }

    [Fact]
    public void Personal_NoAlternative_OffersNeitherWipeNorRelease()
    {
        var page = Open(SomeReview.Of(SomeReview.Personal()), "review");

        Assert.Empty(page.Find("#refused").QuerySelectorAll("button"));
    }

    [Fact]
    public void OnlyRefused_Continue_IsShutAndLaterStepsAreNotReached()
    {
        var page = Open(SomeReview.Of(SomeReview.Hybrid()), "confirm", Planned);

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains("No device of this review may be reset.", page.Find("#review-missing").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#confirm-typed"));
    }

    [Fact]
    public void Release_WithoutReason_IsShut()
    {
        var page = Open(Mixed, "review");

        Button(page, "Release…").Click();

        Assert.True(page.Find("dialog .btn-danger").HasAttribute("disabled"));
        page.Find("dialog textarea").Input("   ");
        Assert.True(page.Find("dialog .btn-danger").HasAttribute("disabled"));
    }

    [Fact]
    public void Release_WithReason_MovesTheDeviceAndShowsTheReason()
    {
        var page = Open(Mixed, "review");
        Button(page, "Release…").Click();

        page.Find("dialog textarea").Input("It stands on my desk");
        page.Find("dialog .btn-danger").Click();

        Assert.Contains("LT-STALE", page.Find("#released").TextContent, StringComparison.Ordinal);
        Assert.Contains("It stands on my desk", page.Find("#released").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#release"));
        Assert.StartsWith("3 devices will be reset", page.Find(".summary").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Release_RefusedByServer_StaysOpenAndSaysWhy()
    {
        var page = Open(Mixed, "review");
        Desk.Refusal = new Refused("not-releasable", "It cannot be released any more.");
        Button(page, "Release…").Click();
        page.Find("dialog textarea").Input("reason");

        page.Find("dialog .btn-danger").Click();

        Assert.Contains("It cannot be released any more.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TakeOut_Pressed_RemovesTheDevice()
    {
        var page = Open(Mixed, "review");

        Button(page, "Take out LT-INUSE").Click();

        Assert.DoesNotContain(Desk.Reviews[SomeReview.Id].Devices, d => d.Name == "LT-INUSE");
        Assert.Empty(page.FindAll("#attention"));
    }

    [Fact]
    public void Guards_Present_AreShownInWords()
    {
        var page = Open(Mixed with { Guards = ["30 devices are more than the 25 allowed in a batch."] }, "review");

        Assert.Contains("30 devices are more than the 25 allowed in a batch.", page.Find(".notice-warn").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_OfTheSelection_AreListedWithLineAndCandidates()
    {
        var page = Open(Mixed with { Problems = [new SelectionProblem(7, "DUP-1", "2 devices have it.", Catalogue.Rows.Take(2).ToList())] }, "review");

        var problem = page.Find("#problems").TextContent;
        Assert.Contains("Line 7", problem, StringComparison.Ordinal);
        Assert.Contains(Catalogue.Rows[1].Name, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileName_IsText()
    {
        var page = Open(SomeReview.Of(SomeReview.Ready(FakeFleet.HostileName), SomeReview.Ready(FakeFleet.BidiName)), "review");

        Assert.Empty(page.FindAll("#ready img"));
        Assert.DoesNotContain('\u202E', page.Markup);
    }

    [Fact]
    public void Confirmed_Review_LeadsToItsBatchOnly()
    {
        var page = Open(Mixed with { BatchId = FakeOrders.BatchId(1) }, "confirm", Planned);

        Assert.Contains($"/resets/{FakeOrders.BatchId(1)}", page.FindAll("a").Select(a => a.GetAttribute("href")));
        Assert.Empty(page.FindAll("#confirm-typed"));
    }

    [Fact]
    public void Auditor_SeesTheReviewWithoutCommands()
    {
        SignIn(People.Auditor);

        var page = Open(Mixed, "review");

        Assert.Contains("LT-STALE", page.Find("#release").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".review-group button, .step-foot button"));
    }

    [Fact]
    public void Export_Link_LeadsToThisReview() =>
        Assert.Contains($"/api/reviews/{SomeReview.Id}.csv", Open(Mixed, "review").FindAll("a").Select(a => a.GetAttribute("href")));

    [Fact]
    public void Review_Gone_OffersToChooseAgain()
    {
        var page = OpenAt($"/resets/new?kind=reset&step=review&review={Guid.Empty}");

        Assert.Contains("There is no such review", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Review_Unreadable_SaysSoAndTriesAgain()
    {
        Desk.Fault = new InvalidOperationException("The database is away.");
        var page = Open(Mixed, "review");
        Assert.Contains("The database is away.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        Desk.Fault = null;
        Button(page, "Try again").Click();

        Assert.NotEmpty(page.FindAll("#ready"));
    }
}
