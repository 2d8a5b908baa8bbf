using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>The four steps with all that can stand in them.</summary>
public class NewResetLooksTests(Practice practice, Browser browser)
{
    private static readonly string[] Mixed = ["NB-PRO", "NB-COMANAGED", "NB-STALE-20", "NB-HYBRID-02", "NB-PERSONAL", "NB-SAME-NAME", "nobody-knows-this"];

    [Fact]
    public async Task NewReset_EveryStepAndState_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await looks.OpenAsync(practice.Console + "/resets/new", "choose");
        await ChooseAsync(page, looks);
        await ReadingAsync(page, looks);
        await ReviewAsync(page, looks);
        await PlanAsync(page, looks);
        await ConfirmAsync(page, looks);
        await WipeAsync(page, looks);
        looks.AreClean(atLeast: 13);
        Assert.Equal(0, await practice.PostsAsync("NB-PRO"));
        Assert.Equal(0, await practice.PostsAsync("NB-HYBRID-02"));
    }

    [Fact]
    public async Task NewReset_WhatIsNotThere_SaysSoAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await looks.OpenAsync($"{practice.Console}/resets/new?step=review", "nothing chosen");
        await looks.OpenAsync($"{practice.Console}/resets/new?selection={Guid.Empty}", "selection gone");
        await looks.OpenAsync($"{practice.Console}/resets/new?step=review&review={Guid.Empty}", "review gone");
        looks.AreClean(atLeast: 3);
    }

    /// <summary>A table that is away for a moment: the page says so, and *Try again* does it.</summary>
    [Fact]
    public async Task NewReset_DatabaseFault_OffersToTryAgain()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await page.GotoAsync(practice.Console + "/resets/new");
        await page.Locator("#choose-paste").FillAsync("NB-PRO");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find these devices" }).ClickAsync();
        await page.IsAtAsync("selection=");

        await RenameAsync("Selections", "SelectionsAway");
        try
        {
            await looks.OpenAsync(page.Url, "selection, fault");
            await Assertions.Expect(page.Locator("[role=alert]").First).ToContainTextAsync("Could not read the selection");
        }
        finally
        {
            await RenameAsync("SelectionsAway", "Selections");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await page.SeesAsync("1 device chosen");
        looks.AreClean(atLeast: 1);
    }

    private static async Task ChooseAsync(IPage page, Looks looks)
    {
        await page.Locator("#choose-paste").FillAsync(string.Join('\n', Mixed));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find these devices" }).ClickAsync();
        await page.Locator("#problems").WaitForAsync();
        await Assertions.Expect(page.Locator("#problems")).ToContainTextAsync("Line 7");
        await looks.AtAsync("choose, chosen");
    }

    private async Task ReadingAsync(IPage page, Looks looks)
    {
        // The first device answers late, so that the progress can be looked at.
        await practice.FaultAsync(new { method = "GET", path = "*/deviceManagement/managedDevices/*", delaySeconds = 12, times = 1 });
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Review ") }).ClickAsync();
        await page.Locator("#read-progress").WaitForAsync();
        await looks.AtAsync("review, reading");
        await practice.EndFaultsAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
    }

    private static async Task ReviewAsync(IPage page, Looks looks)
    {
        await looks.AtAsync("review");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take out NB-COMANAGED" }).ClickAsync();
        await page.Locator("#attention").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GetByRole(AriaRole.Button, new() { Name = "Release… NB-STALE-20" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("It lies on my desk");
        await looks.AtAsync("review, release");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release this device" }).ClickAsync();
        await Assertions.Expect(page.Locator("#released")).ToContainTextAsync("It lies on my desk");
        await looks.AtAsync("review, released");
    }

    private static async Task PlanAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator("#plan-because").WaitForAsync();
        await looks.AtAsync("plan, nothing said");
        await page.Locator("#next-Pool").CheckAsync();
        await page.Locator("#plan-because").FillAsync("End of the term");
        await page.Locator("#plan-ticket").FillAsync("CHG0004711");
        await looks.AtAsync("plan");
        await page.Locator("#waves-on").CheckAsync();
        await page.Locator("#wave-sizes").FillAsync("1");
        await page.Locator("#sites-on").CheckAsync();
        await page.Locator("#site-by").SelectOptionAsync("NamePrefix");
        await page.Locator(".site-list li").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rehearse" }).ClickAsync();
        await page.Locator(".rehearsed tbody tr").First.WaitForAsync();
        await looks.AtAsync("plan, rehearsed");
        await GroupsAsync(page, looks);

        // A refresh in the middle of it loses nothing, and nothing of it stands in the address.
        await page.Locator("#plan-ticket").BlurAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#plan-because")).ToHaveValueAsync("End of the term");
        await Assertions.Expect(page.Locator("#plan-ticket")).ToHaveValueAsync("CHG0004711");
        await Assertions.Expect(page.Locator("#next-Pool")).ToBeCheckedAsync();
        Assert.DoesNotContain("CHG0004711", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("term", page.Url, StringComparison.Ordinal);
    }

    /// <summary>The sites by Entra groups, read from the tenant; one of them has no device of the list.</summary>
    private static async Task GroupsAsync(IPage page, Looks looks)
    {
        await page.Locator("#site-by").SelectOptionAsync("Group");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose groups…" }).ClickAsync();
        foreach (var name in new[] { "Mixed bag", "Empty group" })
        {
            await page.Locator("dialog[open] input[type=search]").FillAsync(name);
            await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"Choose {name}" }).ClickAsync();
            await Assertions.Expect(page.Locator("dialog[open] [role=status]").Last).ToContainTextAsync(name);
        }

        await looks.AtAsync("plan, groups found");
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Assertions.Expect(page.Locator(".site-list li").First).ToContainTextAsync("Mixed bag");
        await Assertions.Expect(page.Locator(".site-list li").Nth(1)).ToContainTextAsync("Empty group 0");
        await looks.AtAsync("plan, sites by group");
    }

    private static async Task ConfirmAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
        await Assertions.Expect(page.Locator(".audit-text")).ToContainTextAsync("The next wave opens when");
        await Assertions.Expect(page.Locator(".audit-text")).ToContainTextAsync("the first of these Entra groups that has the device as a member: Mixed bag (");
        await looks.AtAsync("confirm");
        await page.Locator("#confirm-typed").TypeInAsync("9");
        await page.SeesAsync("not the number of devices");
        await looks.AtAsync("confirm, wrong number");
    }

    private async Task WipeAsync(IPage page, Looks looks)
    {
        await page.ReviewAsync(practice, "NB-HYBRID-02");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Full wipe instead.*NB-HYBRID-02") }).ClickAsync();
        await page.IsAtAsync("kind=wipe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
        await looks.AtAsync("wipe, review");
        await page.PlanAsync("Pool");
        await looks.AtAsync("wipe, confirm");
    }

    private async Task RenameAsync(string from, string to)
    {
        await using var connection = new SqliteConnection(practice.Database);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout=5000; ALTER TABLE \"{from}\" RENAME TO \"{to}\"";
        await command.ExecuteNonQueryAsync();
    }
}
