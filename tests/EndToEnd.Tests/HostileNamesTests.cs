using System.Globalization;
using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>
/// Device names, users, a group, a justification and a ticket that try to be markup, a script, a formula, or other text than they seem. On every page, dialog, title and
/// tooltip nothing runs and nothing is hidden, and no export holds a formula.
/// </summary>
public class HostileNamesTests(Practice practice, Browser browser)
{
    private const string Evil = "\u202E<script>alert(1)</script><img src=x onerror=alert(2)>\u200B=1+1";

    private static readonly string[] Hostile =
        ["NAME-HTML", "NAME-SCRIPT", "NAME-FORMULA", "NAME-SUM", "NAME-TAB", "NAME-LINES", "NAME-RTL", "NAME-ZERO", "NAME-QUOTE", "NAME-LONG", "NB-HTML-USER"];

    [Fact]
    public async Task Names_OnEveryPageAndDialog_RunNothingAndHideNothing()
    {
        await practice.PatchAsync("/devices/NAME-SCRIPT", new { checksIn = false, intune = new { lastSyncDateTime = TimeProvider.System.GetUtcNow().AddDays(-20).ToString("O", CultureInfo.InvariantCulture) } });
        var page = await browser.SignInAsync(practice, "bo");
        var eyes = await Eyes.OpenAsync(page);
        await ListsAsync(page, eyes);
        await DevicePagesAsync(page, eyes);
        var review = await ReviewAsync(page, eyes);
        var batch = await SendAsync(page, eyes);
        await AfterwardsAsync(page, eyes, batch);
        await ExportsAsync(page, review, batch);
        eyes.SawNothingRun(atLeast: 25);
    }

    private async Task ListsAsync(IPage page, Eyes eyes)
    {
        foreach (var part in new[] { "<img", "alert", "cmd", "sum", "1+1", "GPJ", "CLEAN", "NB-HTML-USER" })
        {
            await page.GotoAsync($"{practice.Console}/devices?q={Uri.EscapeDataString(part)}&columns=user,serial,model");
            await page.Locator("tbody a").First.WaitForAsync();
            await eyes.LookAsync($"devices {part}");
        }

        await page.GotoAsync(practice.Console + "/devices?q=NB-");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose a group…" }).ClickAsync();
        await page.Locator("dialog[open] input[type=search]").FillAsync("Hostile");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        await page.Locator("dialog[open] .rows").WaitForAsync();
        await eyes.LookAsync("groups", hidden: true);
    }

    private async Task DevicePagesAsync(IPage page, Eyes eyes)
    {
        foreach (var name in Hostile)
        {
            await page.GotoAsync($"{practice.Console}/devices/i-{await practice.IntuneIdAsync(name)}");
            await page.Locator(".device-page").WaitForAsync();
            await eyes.LookAsync($"device {name}", hidden: name is "NAME-TAB" or "NAME-LINES" or "NAME-RTL" or "NAME-ZERO");
        }
    }

    private async Task<string> ReviewAsync(IPage page, Eyes eyes)
    {
        var serials = new List<string>();
        foreach (var name in Hostile)
            serials.Add(await practice.SerialAsync(name));
        await page.GotoAsync(practice.Console + "/resets/new");
        await page.Locator("#choose-paste").FillAsync(string.Join('\n', [.. serials, Evil]));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find these devices" }).ClickAsync();
        await page.SeesAsync($"{Hostile.Length} devices chosen");
        await eyes.LookAsync("chosen", hidden: true);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Review ") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
        await eyes.LookAsync("review", hidden: true);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Release… ") }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync(Evil);
        await eyes.LookAsync("release");
        await page.GetByRole(AriaRole.Button, new() { Name = "Release this device" }).ClickAsync();
        await page.Locator("#released").WaitForAsync();
        await eyes.LookAsync("released", hidden: true);
        return (await page.GetByRole(AriaRole.Link, new() { Name = "Export the review (CSV)" }).GetAttributeAsync("href"))!;
    }

    private static async Task<string> SendAsync(IPage page, Eyes eyes)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator("#next-Pool").CheckAsync();
        await page.Locator("#plan-because").FillAsync(Evil);
        await page.Locator("#plan-ticket").FillAsync(Evil);
        await eyes.LookAsync("plan", typed: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
        await eyes.LookAsync("confirm", hidden: true);
        var count = await page.Locator(".confirm-list li").CountAsync();
        await page.Locator("#confirm-typed").TypeInAsync(count.ToString(CultureInfo.InvariantCulture));
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
        await page.Locator("#hand-over").WaitForAsync(new() { Timeout = 90_000 });
        await eyes.LookAsync("reset", hidden: true);
        return page.Url;
    }

    private async Task AfterwardsAsync(IPage page, Eyes eyes, string batch)
    {
        foreach (var row in Enumerable.Range(0, 3))
        {
            await page.GotoAsync(batch);
            await page.Locator(".grid a.device-name").Nth(row).ClickAsync();
            await page.Locator("#before-after").WaitForAsync();
            await eyes.LookAsync($"request {row}");
        }

        foreach (var path in new[] { "/", "/resets", "/resets/requests", "/audit?type=request." })
        {
            await page.GotoAsync(practice.Console + path);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('main .loading')");
            await eyes.LookAsync(path);
        }

        await page.Locator(".entry-link").First.ClickAsync();
        await page.Locator(".payload").WaitForAsync();
        await eyes.LookAsync("audit entry");
    }

    private async Task ExportsAsync(IPage page, string review, string batch)
    {
        foreach (var path in new[] { "/api/devices.csv", review, $"/api/resets/{batch.Split('/')[^1]}.csv", "/api/requests.csv", "/api/audit.csv" })
        {
            var answer = await page.Context.APIRequest.GetAsync(practice.Console + path);
            Assert.True(answer.Ok, $"{path}: {answer.Status}");
            var text = await answer.TextAsync();
            Assert.Contains("'=cmd|", text, StringComparison.Ordinal);
            Assert.Empty(Sheet.FormulasIn(text));
        }
    }
}
