using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

/// <summary>The review of a list that is too long to be read at once.</summary>
public sealed class BulkReviewStepTests : NewResetTest
{
    private const int Clean = 120;

    private Review Long(bool finished)
    {
        Desk.Reviewed.AddRange(Enumerable.Range(1, Clean).Select(n => SomeReview.Ready($"LT-{n:d4}", $"5CG{n:d5}")));
        Desk.Reviewed.Add(SomeReview.Attention());
        Desk.Reviewed.Add(SomeReview.Hybrid() with { Read = false, Facts = null });
        return SomeReview.Of() with
        {
            Total = Clean + 2,
            Read = finished ? Clean + 2 : 40,
            Bulk = new BulkReview
            {
                InventoryAt = Time.GetUtcNow().AddMinutes(-20),
                Judged = true,
                Finished = finished,
                Counts =
                [
                    new ReviewCount(ReviewStanding.Ready, null, null, Clean),
                    new ReviewCount(ReviewStanding.Attention, FakeFleet.InUse.Code, FakeFleet.InUse.Text, 1),
                    new ReviewCount(ReviewStanding.Refused, FakeFleet.Hybrid.Code, FakeFleet.Hybrid.Text, 1) { Instead = FakeFleet.Hybrid.Alternative },
                ],
            },
        };
    }

    [Fact]
    public void Reading_FirstAnswer_ShowsCountsAndReasonsAndNoWayOn()
    {
        var page = Open(Long(finished: false), "confirm", Planned);

        Assert.Equal("121 devices would be reset, 1 of them with something to note. 1 device is refused.", page.Find(".summary").TextContent.Replace("So far: ", "", StringComparison.Ordinal));
        Assert.Contains("40 of 122", page.Find("label[for=read-progress]").TextContent, StringComparison.Ordinal);
        Assert.Contains(FakeFleet.Hybrid.Text, page.Find("#bulk-refused .bulk-reasons").TextContent, StringComparison.Ordinal);
        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains("still being read", page.Find("#review-missing").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("#confirm-typed"));
    }

    [Fact]
    public void Judging_NoAnswerYet_SaysSoAndShowsNoGroup()
    {
        var review = Long(finished: false);
        var page = Open(review with { Read = 0, Bulk = review.Bulk! with { Judged = false, Counts = [] } }, "review");

        Assert.Contains("Asking the inventory about 122 devices", page.Find(".reading").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".review-group"));
    }

    [Fact]
    public void Failure_IsSaidAndShutsTheWay()
    {
        var review = Long(finished: true);
        var page = Open(review with { Read = 3, Bulk = review.Bulk! with { Failure = "Graph is away." } }, "review");

        Assert.Contains("Graph is away.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void Schedule_MadeIt_SaysForWhen() =>
        Assert.Contains("From a schedule, for", Open(Long(finished: true) with { Start = PlannedStart.Of("Europe/Berlin", new DateTime(2027, 1, 4, 20, 0, 0)) }, "review").Markup, StringComparison.Ordinal);

    [Fact]
    public void Group_Opened_ShowsAPageAndTurnsIt()
    {
        var page = Open(Long(finished: true), "review");
        Assert.Empty(page.FindAll("#bulk-ready .device-rows"));

        page.Find("#bulk-ready button[aria-controls]").Click();
        Assert.Equal(50, page.FindAll("#bulk-ready .device-rows > li").Count);
        Assert.Contains("1–50 of 120", page.Find("#bulk-ready .pager").TextContent, StringComparison.Ordinal);

        page.FindAll("#bulk-ready .pager button").Single(b => b.TextContent == "Last").Click();
        Assert.Equal(20, page.FindAll("#bulk-ready .device-rows > li").Count);
        Assert.Contains("LT-0120", page.Find("#bulk-ready .device-rows").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Group_PageThatCannotBeRead_SaysSoAndKeepsWhatIsShown()
    {
        var page = Open(Long(finished: true), "review");
        page.Find("#bulk-ready button[aria-controls]").Click();

        Desk.Fault = new TimeoutException("The database did not answer.");
        page.FindAll("#bulk-ready .pager button").Single(b => b.TextContent == "Last").Click();

        Assert.Contains("could not be read, and nothing was changed. Try again. (The database did not answer.)", page.Find("#bulk-ready [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1–50 of 120", page.Find("#bulk-ready .pager").TextContent, StringComparison.Ordinal);
        Assert.Equal(50, page.FindAll("#bulk-ready .device-rows > li").Count);
    }

    [Fact]
    public void Confirm_DevicesThatCannotBeFetched_StaysShutSaysSoAndFetchesAgain()
    {
        Desk.ReviewedFault = new TimeoutException("The database did not answer.");
        var page = Open(Long(finished: true) with { Total = Clean + 2 }, "confirm", Planned);

        Assert.Contains("could not be read", page.Find(".confirm [role=alert]").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("121");
        Assert.True(Button(page, "Reset 121 devices").HasAttribute("disabled"));

        Desk.ReviewedFault = null;
        Button(page, "Fetch the devices").Click();

        Assert.Empty(page.FindAll(".confirm [role=alert]"));
        Assert.False(Button(page, "Reset 121 devices").HasAttribute("disabled"));
    }

    [Fact]
    public void Reason_Shown_ListsOnlyItsDevicesAndTakesAllOut()
    {
        var page = Open(Long(finished: true), "review");

        page.FindAll("#bulk-attention .bulk-reasons button").Single(b => b.TextContent.StartsWith("Show these", StringComparison.Ordinal)).Click();
        Assert.Contains("LT-INUSE", Assert.Single(page.FindAll("#bulk-attention .device-rows > li")).TextContent, StringComparison.Ordinal);

        page.FindAll("#bulk-attention .bulk-reasons button").Single(b => b.TextContent.StartsWith("Take all out", StringComparison.Ordinal)).Click();
        Assert.Contains($"take out all Attention {FakeFleet.InUse.Code}", Desk.Commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WipeInstead_IsOfferedOnceAllIsRead_AndGoesToAWipeReview(bool finished)
    {
        var page = Open(Long(finished), "review");
        var button = Button(page, "Full wipe of the hybrid joined device instead");

        Assert.Equal(!finished, button.HasAttribute("disabled"));
        if (!finished)
            return;
        button.Click();

        Assert.Contains("wipe 1 instead", Desk.Commands);
        Assert.Contains("kind=wipe", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Confirm_LongList_ShowsAPageOfItAndWantsTheWholeNumber()
    {
        var page = Open(Long(finished: true) with { Total = Clean + 2 }, "confirm", Planned);

        Assert.Contains("These 121 devices will be reset", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Autopilot Reset of 121 devices: LT-0001 (serial 5CG00001); ", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        Assert.Contains("; and 21 more, each in an entry of its own. Next:", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("120");
        Assert.True(Button(page, "Reset 121 devices").HasAttribute("disabled"));
        page.Find("#confirm-typed").Input("121");
        page.Find("form").Submit();
        Assert.Equal("121", Assert.Single(Desk.Confirmations).TypedCount);
    }
}
