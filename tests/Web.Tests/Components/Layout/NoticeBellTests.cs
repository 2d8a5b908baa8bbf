using AutopilotReset.Web.Components.Layout;
using AutopilotReset.Web.Tests.Testing;
using Bunit;

namespace AutopilotReset.Web.Tests.Components.Layout;

/// <summary>Browser notifications: asked for by a click, shown once each, never where they are off.</summary>
public sealed class NoticeBellTests : PageTest
{
    private static readonly Guid Batch = new("0199aaaa-0000-7000-8000-000000000001");

    [Fact]
    public void Bell_NeverPossible_IsNotThere()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("never");
        Assert.Empty(Render<NoticeBell>().FindAll("button"));
    }

    [Fact]
    public void Bell_Off_AsksOnAClickOnly()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("off");
        var toggle = JSInterop.Setup<string>("consoleNotices.toggle");
        toggle.SetResult("on");
        var bell = Render<NoticeBell>();

        Assert.Equal("false", bell.Find("button").GetAttribute("aria-pressed"));
        Assert.Empty(toggle.Invocations);
        bell.Find("button").Click();

        Assert.Single(toggle.Invocations);
        Assert.Equal("true", bell.Find("button").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Notice_Off_IsNotShown()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("off");
        Render<NoticeBell>();
        Tell(NoticeKind.BatchStarted, "Started.");

        Assert.Empty(JSInterop.Invocations["consoleNotices.show"]);
    }

    [Fact]
    public void Notice_On_IsShownOnceWithItsPage()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("on");
        Render<NoticeBell>();
        Tell(NoticeKind.BatchStarted, "Started.");
        Tell(NoticeKind.BatchFinished, "Finished.");

        var shown = JSInterop.Invocations["consoleNotices.show"];
        Assert.Equal(["Started.", "Finished."], shown.Select(i => i.Arguments[1]));
        Assert.All(shown, i => Assert.Equal($"/resets/{Batch}", i.Arguments[3]));
    }

    [Fact]
    public void Notice_OfASchedulesDraft_LeadsToTheSchedules()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("on");
        Render<NoticeBell>();
        Tell(NoticeKind.DraftWaiting, "A draft waits.", batch: null);

        Assert.Equal("/schedules", Assert.Single(JSInterop.Invocations["consoleNotices.show"]).Arguments[3]);
    }

    [Fact]
    public void Notice_ManyOfAKind_AreOne()
    {
        JSInterop.Setup<string>("consoleNotices.state").SetResult("on");
        Render<NoticeBell>();
        Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 30; i++)
            Notifications.Notices.Add(new(Guid.CreateVersion7(Time.GetUtcNow()), NoticeKind.NeedsDecision, "Devices need a decision", "1 became Unknown.", Batch, Time.GetUtcNow()));
        Feed.Say(ChangeKind.Notice);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("30 times. 1 became Unknown.", Assert.Single(JSInterop.Invocations["consoleNotices.show"]).Arguments[1]);
    }

    private void Tell(NoticeKind kind, string text) => Tell(kind, text, Batch);

    private void Tell(NoticeKind kind, string text, Guid? batch)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        Notifications.Notices.Add(new(Guid.CreateVersion7(Time.GetUtcNow()), kind, "Title", text, batch, Time.GetUtcNow()));
        Feed.Say(ChangeKind.Notice);
        Time.Advance(TimeSpan.FromSeconds(1));
    }
}
