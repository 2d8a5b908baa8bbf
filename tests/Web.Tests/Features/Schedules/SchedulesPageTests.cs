using AutopilotReset.Web.Components.Parts;
using AutopilotReset.Web.Features.Schedules;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Schedules;

public sealed class SchedulesPageTests : PageTest
{
    [Fact]
    public void Open_SaysWhatEachScheduleDoesAndWhenNext()
    {
        var page = Render<SchedulesPage>();

        var card = page.Find(".schedule").Text();
        Assert.Contains("Fri at 22:00 (Europe/Berlin): all that match “Refused”, as a draft 24 hours ahead.", card, StringComparison.Ordinal);
        Assert.Contains("Fri 27 Nov 2026 22:00 Europe/Berlin = 21:00 UTC", card, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll(".schedule")[0].QuerySelectorAll(".when-notes li").Length);
        Assert.Contains("Ada: school holidays", page.FindAll(".schedule")[1].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Drafts_WhatNeedsAPerson_StandsFirstWithWhy()
    {
        var page = Render<SchedulesPage>();

        Assert.Equal(["Waits for confirmation", "Missed", "No draft could be made", "Confirmed", "No device matched"], page.FindAll(".draft .chip").Select(c => c.Text()));
        Assert.Contains("has not been read to its end", page.Find("[aria-labelledby=drafts]").Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Review_OfADraft_TakesItsListToAReview()
    {
        var page = Render<SchedulesPage>();

        page.Find(".draft .btn-primary").Click();

        Assert.Equal(Schedules.View.Drafts[0].Id, Assert.IsType<Choice.Draft>(Assert.Single(Catalogue.Choices)).DraftId);
        Assert.Equal($"/resets/new?selection={Catalogue.Selections.Keys.Single()}&kind=reset&step=review", Address);
    }

    [Fact]
    public void Review_Refused_SaysWhyAndStays()
    {
        var page = Render<SchedulesPage>();
        Catalogue.Refusal = new Refused("draft-missed", "The time of this draft has come.");

        page.Find(".draft .btn-primary").Click();

        Assert.Contains("has come", page.Text("[role=alert]"), StringComparison.Ordinal);
        Assert.Equal("/", Address);
    }

    [Theory]
    [InlineData(".draft button[aria-label^=Dismiss]", "Dismiss", "dismiss")]
    [InlineData(".schedule button[aria-label^=Pause]", "Pause", "pause")]
    [InlineData(".schedule button[aria-label^=Delete]", "Delete", "delete")]
    public void Command_AsksForAReasonFirst(string button, string act, string command)
    {
        var page = Render<SchedulesPage>();
        page.Find(button).Click();
        Assert.Empty(Schedules.Acts);

        page.Find("dialog textarea").Input("School holidays until January");
        page.FindAll("dialog .dialog-foot button").Single(b => b.Text() == act).Click();

        Assert.Equal((command, "School holidays until January"), Assert.Single(Schedules.Acts.Select(a => (a.Act, a.Reason))));
    }

    [Fact]
    public void Auditor_SeesAllAndMayDoNothing()
    {
        SignIn(People.Auditor);

        var page = Render<SchedulesPage>();

        Assert.Contains("Waits for confirmation", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("main button, .draft button, .schedule button, .page-actions button"));
    }

    [Fact]
    public void Make_ShowsTheNextOccurrencesAndSendsWhatWasChosen()
    {
        Services.GetRequiredService<PageClock>().UseZone("Europe/Berlin");
        var page = Render<SchedulesPage>();
        page.Button("New schedule").Click();
        Assert.Contains("Choose a saved filter.", page.Text("#schedule-missing"), StringComparison.Ordinal);
        Assert.DoesNotContain("Spoilt", page.Text("#schedule-filter"), StringComparison.Ordinal);

        page.Find("#schedule-name").Input("Pool");
        page.Find("#schedule-filter").Change(Filters.Filters[0].Id.ToString());
        page.Find("#schedule-rhythm").Change(nameof(Rhythm.DayOfMonth));
        page.Find("#schedule-day").Change("31");
        page.Find("#schedule-at").Change("02:30");
        page.Find("#schedule-ahead").Change("12");

        // A month without a day 31 is left out, and the hour that spring skips is told.
        Assert.Contains("Months without a day 31", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Thu 31 Dec 2026 02:30 Europe/Berlin = 01:30 UTC", page.Text("dialog .when-notes"), StringComparison.Ordinal);
        page.Button("Make the schedule").Click();

        var form = Assert.Single(Schedules.Made);
        Assert.Equal(("Pool", Filters.Filters[0].Id, 12), (form.Name, form.FilterId, form.HoursAhead));
        Assert.Equal((Rhythm.DayOfMonth, 31, new TimeOnly(2, 30), "Europe/Berlin"), (form.Recurrence.Rhythm, form.Recurrence.DayOfMonth, form.Recurrence.At, form.Recurrence.Zone));
    }

    [Fact]
    public void Make_WhereTheClocksChange_SaysSoBeforehand()
    {
        Time.SetUtcNow(new(2027, 3, 27, 12, 0, 0, TimeSpan.Zero));
        Services.GetRequiredService<PageClock>().UseZone("Europe/Berlin");
        var page = Render<SchedulesPage>();
        page.Button("New schedule").Click();
        page.Find("#schedule-rhythm").Change(nameof(Rhythm.EveryDay));

        page.Find("#schedule-at").Change("02:30");

        Assert.Contains("never show 02:30", page.Text("dialog .when-change"), StringComparison.Ordinal);
    }

    [Fact]
    public void Unavailable_IsSaid()
    {
        Schedules.View = Schedules.View with { Unavailable = "Schedules choose from what the application reads." };

        Assert.Contains("what the application reads", Render<SchedulesPage>().Text(".notice-warn"), StringComparison.Ordinal);
    }

    [Fact]
    public void Edit_BeginsWithWhatIsThereAndSendsTheVersionThatWasInView()
    {
        var page = Render<SchedulesPage>();
        page.Find(".schedule button[aria-label^=Edit]").Click();
        Assert.Equal(("Every Friday", "22:00", "24"), (page.Find("#schedule-name").GetAttribute("value"), page.Find("#schedule-at").GetAttribute("value"), page.Find("#schedule-ahead").GetAttribute("value")));
        Assert.Contains("keeps its list and its time", page.Text("dialog"), StringComparison.Ordinal);
        page.Find("#schedule-at").Change("20:30");

        page.Button("Save the changes").Click();

        var (id, version, form) = Assert.Single(Schedules.Edits);
        Assert.Equal((FakeScheduleRoom.Friday, 3L, "Every Friday", new TimeOnly(20, 30)), (id, version, form.Name, form.Recurrence.At));
        Assert.Empty(Schedules.Made);
    }

    [Fact]
    public void Edit_ChangedMeanwhile_SaysSoAndStaysOpen()
    {
        var page = Render<SchedulesPage>();
        page.Find(".schedule button[aria-label^=Edit]").Click();
        Schedules.Refusal = new Refused("schedule-changed", "It was changed meanwhile.");

        page.Button("Save the changes").Click();

        Assert.Contains("changed meanwhile", page.Text("dialog [role=alert]"), StringComparison.Ordinal);
    }
}
