using System.Globalization;
using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Resets.New;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.New;

/// <summary>When a list goes out, as it is chosen, explained and confirmed. It is Sunday 22 November 2026, 10:30 in Berlin.</summary>
public sealed class WhenChoiceTests : NewResetTest
{
    private static Review Two => SomeReview.Of(SomeReview.Ready("LT-01", "SER-01"), SomeReview.Ready("LT-02", "SER-02"));

    private static readonly WhenDraft Tonight = new() { Later = true, At = "2026-11-22T22:00", Zone = "Europe/Berlin" };

    [Fact]
    public void Default_IsNow()
    {
        var page = Open(Two, "plan", Planned);

        Assert.True(page.Find("#when-now").HasAttribute("checked"));
        Assert.Empty(page.FindAll("#when-at, #when-zone, #when-from, .when-notes"));
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));
    }

    [Fact]
    public void Later_BeginsWithTheBrowsersZoneAndSaysWhatItMeans()
    {
        Services.GetRequiredService<PageClock>().UseZone("Europe/Berlin");
        var page = Open(Two, "plan", Planned);

        page.Find("#when-later").Change(true);
        Assert.Equal("Europe/Berlin", page.Find("#when-zone").GetAttribute("value"));
        Assert.Contains("Choose day and time of the start", page.Find("#plan-missing").TextContent, StringComparison.Ordinal);
        page.Find("#when-at").Change("2026-11-22T22:00");

        var notes = page.Find(".when-notes").TextContent;
        Assert.Contains("Sun 22 Nov 2026 22:00 Europe/Berlin = 21:00 UTC, in 11 h 30 min", notes, StringComparison.Ordinal);
        Assert.Contains("does not begin late by itself: it asks", notes, StringComparison.Ordinal);
        Assert.Contains("Your confirmation holds 24 hours", notes, StringComparison.Ordinal);
        Assert.False(Button(page, "Continue").HasAttribute("disabled"));
        Time.Advance(TimeSpan.FromMinutes(18));
        page.WaitForAssertion(() => Assert.Contains("in 11 h 12 min", page.Find(".when-notes").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2026-11-22T10:00", "Europe/Berlin", "is past")]
    [InlineData("2026-11-24T10:00", "Europe/Berlin", "a confirmation made now ends")]
    [InlineData("2026-11-22T22:00", "Berlin", "There is no time zone \"Berlin\"")]
    [InlineData("tonight", "Europe/Berlin", "Choose day and time")]
    public void Mistake_IsNamedAndKeepsTheWayShut(string at, string zone, string named)
    {
        var page = Open(Two, "plan", Planned with { When = Tonight with { At = at, Zone = zone } });

        Assert.True(Button(page, "Continue").HasAttribute("disabled"));
        Assert.Contains(named, page.Find("#plan-missing").TextContent, StringComparison.Ordinal);
        Assert.False(HasButton(page, "Rehearse"));
    }

    [Theory]
    [InlineData("2027-03-27T12:00:00Z", "2027-03-28T02:30", "never show 02:30: it starts at 03:00")]
    [InlineData("2027-10-30T12:00:00Z", "2027-10-31T02:30", "show 02:30 twice: it starts the first time")]
    public void Start_WhenTheClocksChange_IsToldBeforehand(string now, string at, string says)
    {
        Time.SetUtcNow(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture));

        var page = Open(Two, "plan", Planned with { When = Tonight with { At = at } });

        Assert.Contains(says, page.Find(".when-change").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Window_SaysItsNextOpeningAndNeedsADay()
    {
        var page = Open(Two, "plan", Planned with { When = Tonight with { Later = false, InWindow = true, Days = [DayOfWeek.Sunday] } });
        Assert.Contains("It opens next Sun 22 Nov 2026 22:00, and closes Mon 23 Nov 2026 06:00", page.Find(".when-notes").TextContent, StringComparison.Ordinal);

        page.Find("#when-Sunday").Change(false);

        Assert.Contains("at least one day", page.Find("#plan-missing").TextContent, StringComparison.Ordinal);
    }

    /// <summary>From a schedule's draft: the plan begins with the occurrence, and what somebody wrote since is kept.</summary>
    [Fact]
    public void Draft_OfASchedule_BeginsWithItsStart()
    {
        var start = PlannedStart.Of("Europe/Berlin", new(2026, 11, 22, 22, 0, 0))!;

        var page = Open(Two with { Start = start }, "plan");
        Assert.Equal("2026-11-22T22:00", page.Find("#when-at").GetAttribute("value"));
        Assert.Contains(TimingWords.Of(start), page.Find(".when-notes").TextContent, StringComparison.Ordinal);

        page = Open(Two with { Start = start }, "plan", Planned);
        Assert.Empty(page.FindAll("#when-at"));
    }

    [Fact]
    public void SecondPerson_IsToldByWhenToApprove()
    {
        Guards.Guards = Guards.Guards with { ApprovalValidHours = 6 };

        var notes = Open(Two with { ApprovalBecause = "every reset needs it here" }, "plan", Planned with { When = Tonight }).Find(".when-notes").TextContent;

        Assert.Contains("approve it by Sun 22 Nov 2026 22:00 UTC, but not before Sun 22 Nov 2026 15:00 UTC: an approval holds 6 hours", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void Rehearse_GoesByStartAndWindow_AndGoesAwayWithAnother()
    {
        Services.GetRequiredService<PageClock>().UseZone("Europe/Berlin");
        var page = Open(Two, "plan", Planned with { When = Tonight });

        Button(page, "Rehearse").Click();

        Assert.Contains("All 2 devices are sent by 22:00", page.Find(".rehearsed").TextContent, StringComparison.Ordinal);
        page.Find("#when-at").Change("2026-11-22T23:00");
        Assert.Empty(page.FindAll(".rehearsed"));
    }

    [Fact]
    public void Confirm_ShowsTheTimeInTheAuditTextAndSendsIt()
    {
        var page = Open(Two, "confirm", Planned with { When = Tonight });
        Assert.Contains("Starts Sun 22 Nov 2026 22:00 Europe/Berlin = 21:00 UTC.", page.Find(".audit-text").TextContent, StringComparison.Ordinal);
        Assert.Contains("in 11 h 30 min", page.Find(".when-notes").TextContent, StringComparison.Ordinal);
        page.Find("#confirm-typed").Input("2");

        page.Find("form").Submit();

        Assert.Equal(new Timing(PlannedStart.Of("Europe/Berlin", new(2026, 11, 22, 22, 0, 0)), null), Assert.Single(Desk.Confirmations).Timing);
    }

    /// <summary>What was planned for ten and lies there at eleven must not go out at once.</summary>
    [Fact]
    public void Confirm_WhenTheStartHasPassed_SendsNothing()
    {
        var page = Open(Two, "confirm", Planned with { When = Tonight });
        page.Find("#confirm-typed").Input("2");
        Time.Advance(TimeSpan.FromHours(12));

        page.Find("form").Submit();

        Assert.Empty(Desk.Confirmations);
        Assert.Contains("is past", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }
}
