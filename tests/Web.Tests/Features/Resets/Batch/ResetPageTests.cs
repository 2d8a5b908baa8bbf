using AngleSharp.Dom;
using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class ResetPageTests : PageTest
{
    [Fact]
    public void Header_Running_ShowsStateProgressRateAndWhatCanBeStopped()
    {
        var page = Open();

        var text = page.Find(".batch-summary").TextContent;
        Assert.Equal("Autopilot Reset of 25 devices", page.Find("h1").TextContent);
        Assert.Contains("6 devices can still be stopped", text, StringComparison.Ordinal);
        Assert.Contains("11 devices cannot be stopped", text, StringComparison.Ordinal);
        Assert.Contains("18 sent in the last minute", text, StringComparison.Ordinal);
        Assert.Contains("42 of 60 sends left this minute", text, StringComparison.Ordinal);
        Assert.Contains("expected in 60 s", text, StringComparison.Ordinal);
        Assert.Contains("somebody else", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_CapReached_SaysWhichAndUntilWhen()
    {
        Desk.Adjust = detail => detail with { CapReached = "3 devices were sent in the last hour; Guards:DevicesPerHour allows 3. The rest waits until 09:21 UTC.", ExpectedSentBy = null };

        var text = Open().Find(".batch-summary").TextContent;

        Assert.Contains("Guards:DevicesPerHour allows 3. The rest waits until 09:21 UTC.", text, StringComparison.Ordinal);
        Assert.Contains("when the cap has room for all of it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_NumberOfAState_LeadsToItsRows()
    {
        var page = Open();

        Assert.Contains($"/resets/{FakeOrders.BatchId(1)}?state=Pending", page.FindAll(".legend a").Select(a => a.GetAttribute("href")));
    }

    [Fact]
    public void Grid_StateInTheAddress_ShowsOnlyItsRows()
    {
        var page = Open("?state=Unknown");

        Assert.Equal(["LT-00004", "LT-00018"], Names(page));
        Assert.Equal("Unknown", page.Find("#filter-state").GetAttribute("value"));
    }

    [Fact]
    public void Grid_FilterChosen_StandsInTheAddressAndInTheExport()
    {
        var page = Open();

        page.Find("#filter-state").Change("Failed");

        Assert.Equal($"/resets/{FakeOrders.BatchId(1)}?state=Failed", Address);
        Assert.Contains($"/api/resets/{FakeOrders.BatchId(1)}.csv?state=Failed", page.FindAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal(["LT-00011", "LT-00025"], Names(page));
    }

    [Fact]
    public void Grid_UnreadableFilter_IsNamed()
    {
        var page = Open("?state=Sleeping");

        Assert.Contains("\"state\" is no state of a device: Sleeping", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Live_Unfiltered_ChangesTheRowInItsPlace()
    {
        var page = Open();
        page.Find(".grid-scroll").TriggerEvent("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        Desk.Rows[0] = Desk.Rows[0] with { State = DeviceState.Sending };
        Say();

        page.WaitForAssertion(() => Assert.Equal("Sending", page.FindAll(".grid tbody .chip")[0].TextContent));
        Assert.Equal("LT-00000", Names(page)[0]);
    }

    [Fact]
    public void Live_FilteredWhilePointedAt_WaitsUntilThePointerLeaves()
    {
        var page = Open("?state=Unknown");
        page.Find(".grid-scroll").TriggerEvent("onpointerenter", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        Desk.Rows[4] = Desk.Rows[4] with { State = DeviceState.Pending };
        Say();
        page.WaitForAssertion(() => Assert.Contains("updates wait", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["LT-00004", "LT-00018"], Names(page));

        page.Find(".grid-scroll").TriggerEvent("onpointerleave", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());

        page.WaitForAssertion(() => Assert.Equal(["LT-00018"], Names(page)));
    }

    [Fact]
    public void Live_ManyChanges_ReadAtMostTwiceASecond()
    {
        var page = Open();
        var before = Desk.Calls.Count(c => c == nameof(IResetDesk.GetBatchAsync));

        for (var i = 0; i < 100; i++)
        {
            Feed.Say(ChangeKind.Request, FakeOrders.BatchId(1));
            Time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(Desk.Calls.Count(c => c == nameof(IResetDesk.GetBatchAsync)) - before, 1, 3);
        Assert.NotNull(page);
    }

    [Fact]
    public void Live_OtherBatch_ReadsNothing()
    {
        Open();
        var before = Desk.Calls.Count;

        Feed.Say(ChangeKind.Request, FakeOrders.BatchId(2));
        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(before, Desk.Calls.Count);
    }

    [Fact]
    public void Pause_NeedsAReason_ThenPauses()
    {
        var page = Open();
        Button(page, "Pause…").Click();
        Assert.True(DialogButton(page).HasAttribute("disabled"));

        page.Find("dialog textarea").Input("Wrong classroom");
        DialogButton(page).Click();

        Assert.Equal([$"pause {FakeOrders.BatchId(1)} Wrong classroom"], Desk.Commands);
        Assert.DoesNotContain(page.FindAll("dialog"), d => d.TextContent.Contains("Nothing more is sent", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancel_SaysWhatCannotBeCalledBack_AndHowManyWereCancelled()
    {
        var page = Open();
        Button(page, "Cancel what is not sent…").Click();
        Assert.Contains("11 devices cannot be called back", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);

        page.Find("dialog textarea").Input("Wrong list");
        DialogButton(page).Click();

        Assert.Equal([$"cancel {FakeOrders.BatchId(1)} Wrong list"], Desk.Commands);
        Assert.Equal("6 devices cancelled.", page.Find(".done").TextContent);
    }

    [Fact]
    public void Resume_Paused_AsksOnceAndResumes()
    {
        var page = Open(batch: 2);
        Button(page, "Resume…").Click();
        Assert.Contains("The admin's session ended.", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);

        DialogButton(page).Click();

        Assert.Equal([$"resume {FakeOrders.BatchId(2)}"], Desk.Commands);
    }

    [Fact]
    public void Command_Fault_SaysThatItIsNotKnown()
    {
        var page = Open(batch: 2);
        Button(page, "Resume…").Click();
        Desk.Fault = new TimeoutException("No answer.");

        DialogButton(page).Click();

        Assert.Contains("not known whether this was done", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(30, true)]
    public void Pace_YieldingToOthers_IsSaid(int rate, bool said)
    {
        Desk.Adjust = detail => detail with { RatePerMinute = rate, HeldUntil = said ? Time.GetUtcNow().AddMinutes(2) : null };

        var text = Open(batch: 1).Find(".batch-summary").TextContent;

        Assert.Equal(said, text.Contains("at most 30 a minute for now", StringComparison.Ordinal));
        Assert.Equal(said, text.Contains("Microsoft Graph asked to wait", StringComparison.Ordinal));
    }

    [Fact]
    public void Retry_Finished_GoesToTheNewSelection()
    {
        var page = Open(batch: 3);
        Button(page, "Retry failed only…").Click();

        DialogButton(page).Click();

        Assert.Equal([$"retry {FakeOrders.BatchId(3)}"], Desk.Commands);
        Assert.Equal($"/resets/new?selection={FakeOrders.BatchId(99)}&kind=reset&step=choose", Address);
    }

    [Theory]
    [InlineData(1, "Pause…", "Cancel what is not sent…", "Take over…")]
    [InlineData(2, "Resume…", "Cancel what is not sent…", "Take over…")]
    [InlineData(3, "Retry failed only…", "Repeat…")]
    public void Commands_OfAState_AreExactlyThese(int batch, params string[] expected)
    {
        var page = Open(batch: batch);

        Assert.Equal(expected, page.FindAll(".page-actions button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public void HandOver_ListsTheCompletedOnly()
    {
        var page = Open();

        var list = page.Find(".hand-over").TextContent;
        Assert.Contains("LT-00009", list, StringComparison.Ordinal);
        Assert.Contains("LT-00023", list, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll(".hand-over li").Count);
    }

    [Fact]
    public void Auditor_SeesEverythingAndNoCommand()
    {
        SignIn(People.Auditor);

        var page = Open();

        Assert.Empty(page.FindAll(".page-actions button"));
        Assert.Equal(28, Names(page).Count);
    }

    [Fact]
    public void Batch_NotThere_SaysSo()
    {
        var page = Open(batch: 77);

        Assert.Contains("There is no such reset", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".page-actions button, #devices"));
    }

    [Fact]
    public void Grid_Unreadable_SaysSoAndTriesAgain()
    {
        Desk.Fault = new InvalidOperationException("The database is away.");
        var page = Open();
        Assert.Contains(page.FindAll("[role=alert]"), a => a.TextContent.Contains("Could not read the devices", StringComparison.Ordinal));

        Desk.Fault = null;
        foreach (var _ in page.FindAll("[role=alert] button"))
            page.FindAll("[role=alert] button")[0].Click();

        Assert.Empty(page.FindAll("[role=alert]"));
        Assert.Equal(28, Names(page).Count);
    }

    private IRenderedComponent<ResetPage> Open(string query = "", int batch = 1)
    {
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(batch)}{query}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(batch)));
    }

    private void Say()
    {
        Feed.Say(ChangeKind.Request, FakeOrders.BatchId(1));
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    private static List<string> Names(IRenderedComponent<ResetPage> page) => [.. page.FindAll(".grid .device-name").Select(n => n.TextContent)];

    private static IElement Button(IRenderedComponent<ResetPage> page, string text) =>
        page.FindAll(".page-actions button").Single(b => b.TextContent.Trim() == text);

    private static IElement DialogButton(IRenderedComponent<ResetPage> page) => page.FindAll("dialog .dialog-foot button").Last();
}
