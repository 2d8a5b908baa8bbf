using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>A reset that waits for its start, held by another admin during the countdown.</summary>
public class TimingLooksTests(Practice practice, Browser browser)
{
    /// <summary>No other test's: nothing of it may be sent.</summary>
    private const string Device = "NB-DEM";

    [Fact]
    public async Task Reset_WithAStart_CountsDownAndIsHeldByAnotherAdmin()
    {
        var page = await browser.SignInAsync(practice, "ada");
        var looks = new Looks(page);
        await page.ReviewAsync(practice, Device);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator("#next-Pool").CheckAsync();
        await page.Locator("#plan-because").FillAsync("Tonight, when nobody is there");
        await page.Locator("#when-later").CheckAsync();
        await page.Locator("#when-window").CheckAsync();
        await page.Locator("#when-zone").FillAsync("Pacific/Auckland");
        var start = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddMinutes(193), TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));
        await page.Locator("#when-at").FillAsync(start.ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("#when-from").FillAsync("00:00");
        await page.Locator("#when-length").SelectOptionAsync("1440");
        foreach (var day in new[] { "Saturday", "Sunday" })
            await page.Locator($"#when-{day}").CheckAsync();
        await page.SeesAsync("Pacific/Auckland = ");
        await looks.AtAsync("plan, at a time in a window");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
        await looks.AtAsync("confirm, at a time");
        await page.Locator("#confirm-typed").TypeInAsync("1");
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.SeesAsync("Starts in ");
        await looks.AtAsync("reset, counting down");

        var other = await browser.SignInAsync(practice, "bo");
        await other.GotoAsync(page.Url);
        await other.GetByRole(AriaRole.Button, new() { Name = "Hold it…" }).ClickAsync();
        await other.Locator("dialog[open] textarea").FillAsync("The exam was moved to tonight");
        await other.Locator("dialog[open] .btn-primary").ClickAsync();
        await page.SeesAsync("Held; would start in");
        await looks.AtAsync("reset, held");

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel what is not sent…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("Not tonight after all");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.SeesAsync("1 device cancelled");
        Assert.Equal(0, await practice.PostsAsync(Device));
        looks.AreClean(atLeast: 4);
    }
}
