using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>Overview, lists, audit, settings and the kill switch, for everybody.</summary>
public class ListsLooksTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Lists_WithAndWithoutRows_AreAccessibleAndFitANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await looks.OpenAsync(practice.Console + "/", "overview");
        await looks.OpenAsync(practice.Console + "/resets", "resets");
        await looks.OpenAsync(practice.Console + "/resets?q=no-such-reset", "resets, none");
        await looks.OpenAsync(practice.Console + "/resets/requests?armed=1", "armed");
        await looks.OpenAsync(practice.Console + "/resets/requests?q=no-such-device", "requests, none");
        await looks.OpenAsync(practice.Console + "/resets/requests?state=Sleeping", "requests, unreadable filter");
        await looks.OpenAsync($"{practice.Console}/resets/{Guid.Empty}", "reset, not there");
        await looks.OpenAsync($"{practice.Console}/resets/{Guid.Empty}/{Guid.Empty}", "request, not there");
        looks.AreClean(atLeast: 8);
    }

    [Fact]
    public async Task Schedules_FromAFilterToASchedule_AreAccessibleAndFitANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await page.GotoAsync(practice.Console + "/devices?q=NB-CLEAN-0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Saved filters…" }).ClickAsync();
        await page.Locator("#filter-name").TypeInAsync("Clean ones");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.Locator(".saved-filters a").WaitForAsync();
        await looks.AtAsync("saved filters");
        await page.GotoAsync(practice.Console + "/schedules");
        await page.GetByRole(AriaRole.Button, new() { Name = "New schedule…" }).ClickAsync();
        await page.Locator("#schedule-name").TypeInAsync("Every day");
        await page.Locator("#schedule-filter").SelectOptionAsync(new SelectOptionValue { Label = "Clean ones" });

        // Days away, so that no draft of it turns up in another test.
        await page.Locator("#schedule-rhythm").SelectOptionAsync("DayOfMonth");
        await page.Locator("#schedule-day").FillAsync($"{TimeProvider.System.GetUtcNow().AddDays(5).Day}");
        await page.Locator("#schedule-at").FillAsync("22:30");
        await looks.AtAsync("new schedule");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the schedule" }).ClickAsync();
        await page.Locator(".schedule").WaitForAsync();
        await looks.AtAsync("schedules");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Every day" }).ClickAsync();
        await page.Locator("#schedule-at").FillAsync("22:45");
        await looks.AtAsync("schedule, edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the changes" }).ClickAsync();
        await Assertions.Expect(page.Locator(".schedule")).ToContainTextAsync("at 22:45");
        looks.AreClean(atLeast: 3);
    }

    [Fact]
    public async Task Audit_EveryState_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await looks.OpenAsync(practice.Console + "/audit", "audit");
        await page.Locator(".entry-link").First.ClickAsync();
        await page.Locator(".payload").WaitForAsync();
        await looks.AtAsync("audit, an entry");
        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await page.SeesAsync("entries verify");
        await looks.AtAsync("audit, verified");
        await looks.OpenAsync(practice.Console + "/audit?q=no-such-entry", "audit, none");
        await looks.OpenAsync(practice.Console + "/audit?batch=12", "audit, unreadable filter");
        looks.AreClean(atLeast: 5);
    }

    [Fact]
    public async Task Settings_EveryDialogAndState_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await practice.FaultAsync(new { method = "GET", host = "graph.microsoft.com", delaySeconds = 8, times = 3 });
        await page.GotoAsync(practice.Console + "/settings");
        await page.Locator("main .loading").First.WaitForAsync();
        await looks.AtAsync("settings, loading");
        await practice.EndFaultsAsync();
        await looks.OpenAsync(practice.Console + "/settings", "settings");
        await ProtectAsync(page, looks);
        await page.Locator("[aria-labelledby=list-Held]").GetByRole(AriaRole.Button, new() { Name = "Add…" }).ClickAsync();
        await page.Locator("dialog[open] select").SelectOptionAsync("Group");
        await looks.AtAsync("settings, hold a group");
        await page.Locator("dialog[open] .dialog-foot .btn").First.ClickAsync();
        await LoosenAsync(page, looks);
        looks.AreClean(atLeast: 7);
    }

    [Fact]
    public async Task KillSwitch_StoppedAndAllowedAgain_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop everything…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("This looks wrong");
        await looks.AtAsync("kill switch, stop");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.SeesAsync("Everything is stopped");
        try
        {
            await looks.AtAsync("overview, stopped");
            await page.ReviewAsync(practice, "NB-PRO");
            await page.PlanAsync();
            await page.Locator("#confirm-typed").TypeInAsync("1");
            await looks.AtAsync("confirm, stopped");
            await page.Locator("button.btn-danger[type=submit]").ClickAsync();
            await page.Locator("form [role=alert]").WaitForAsync();
            await looks.AtAsync("confirm, refused");
            await page.GetByRole(AriaRole.Button, new() { Name = "Allow sending…" }).ClickAsync();
            await looks.AtAsync("kill switch, allow");
        }
        finally
        {
            await page.GotoAsync(practice.Console + "/");
            await AllowAsync(page);
            await page.SeesAsync("Bo Andersson asks to go on");
            await looks.AtAsync("overview, asked to go on");
            var second = await browser.SignInAsync(practice, "ada");
            await AllowAsync(second);
            await page.GetByRole(AriaRole.Button, new() { Name = "Stop everything…" }).WaitForAsync();
        }

        Assert.Equal(0, await practice.PostsAsync("NB-PRO"));
        looks.AreClean(atLeast: 5);
    }

    private static async Task AllowAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow sending…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("All is well again");
        await page.Locator("dialog[open] .dialog-foot .btn-primary").ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Asked for and declined: the numbers are as they were for whoever comes next.</summary>
    private static async Task LoosenAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Change: One person's devices in an hour" }).ClickAsync();
        await page.Locator("#number-value").FillAsync("500");
        await page.SeesAsync("it holds at once");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave it" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change: Wipes by others" }).ClickAsync();
        await page.Locator("#number-value").FillAsync("50");
        await page.Locator("dialog[open] textarea").FillAsync("The old tool goes on until August");
        await looks.AtAsync("settings, loosen a number");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask to loosen" }).ClickAsync();
        await page.SeesAsync("You ask for 50 devices");
        await looks.AtAsync("settings, a loosening is asked for");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change: Wipes by others" }).ClickAsync();
        await page.Locator("#number-value").FillAsync("20");
        await page.Locator("dialog[open] textarea").FillAsync("The old tool is gone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep it" }).ClickAsync();
        await page.Locator(".number-asked").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static async Task ProtectAsync(IPage page, Looks looks)
    {
        var list = page.Locator("[aria-labelledby=list-Protected]");
        await list.GetByRole(AriaRole.Button, new() { Name = "Add…" }).ClickAsync();
        await page.Locator("#value-Protected").FillAsync("NB-EDU-SERIAL");
        await page.Locator("dialog[open] textarea").FillAsync("The head's own");
        await looks.AtAsync("settings, protect");
        await page.GetByRole(AriaRole.Button, new() { Name = "Protect", Exact = true }).ClickAsync();
        await list.GetByRole(AriaRole.Button, new() { Name = "Remove NB-EDU-SERIAL" }).ClickAsync();
        await looks.AtAsync("settings, remove");
        await page.Locator("dialog[open] textarea").FillAsync("Not needed any more");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }
}
