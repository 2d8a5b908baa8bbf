using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>The doors: turned away, ended, signed out, read-only, not found.</summary>
public class AccessLooksTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Doors_Every_AreAccessibleAndFitANarrowScreen()
    {
        var page = await browser.OpenAsync(practice, "nora");
        await page.IsAtAsync("/denied");
        var looks = new Looks(page);
        await looks.AtAsync("turned away");
        foreach (var why in new[] { "RoleUnknown", "Declined", "Stale", "Failed" })
            await looks.OpenAsync($"{practice.Console}/denied?why={why}", $"turned away, {why}");
        foreach (var why in new[] { "RoleLost", "SignInNeeded", "SignedOut", "Expired" })
            await looks.OpenAsync($"{practice.Console}/ended?why={why}&returnUrl=/devices", $"ended, {why}");
        await looks.OpenAsync(practice.Console + "/signed-out", "signed out");
        await looks.OpenAsync(practice.Console + "/error", "fault");
        looks.AreClean(atLeast: 11);
    }

    [Fact]
    public async Task Auditor_EveryPage_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "audra");
        var looks = new Looks(page);
        foreach (var path in new[] { "/", "/devices", "/resets/new", "/resets", "/settings", "/no/such/page" })
            await looks.OpenAsync(practice.Console + path, $"auditor {path}");
        await page.SetViewportSizeAsync(320, 800);
        await page.GetByRole(AriaRole.Button, new() { Name = "Menu" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Audit", Exact = true }).ClickAsync();
        await page.IsAtAsync("/audit");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Audit" }).WaitForAsync();
        await page.SetViewportSizeAsync(Browser.Width, Browser.Height);
        await looks.AtAsync("auditor, audit by the narrow menu");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/signed-out"));
        looks.AreClean(atLeast: 7);
    }
}
