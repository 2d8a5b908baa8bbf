using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>Notifications of the browser, on real pages: asked for by a click, shown when something happens.</summary>
public class NoticeTests(Practice practice, Browser browser)
{
    /// <summary>Listens at the browser's own constructor; a headless browser has no desktop to show anything on.</summary>
    private const string Listen = """
        window.shown = [];
        window.Notification = class {
          constructor(title, options) { window.shown.push(title + ": " + options.body); }
          close() {}
          static get permission() { return window.granted ? "granted" : "default"; }
          static requestPermission() { window.asked = (window.asked ?? 0) + 1; window.granted = true; return Promise.resolve("granted"); }
        };
        """;

    [Fact]
    public async Task Bell_Clicked_ShowsTheStartOfABatch()
    {
        var page = await browser.SignInAsync(practice, "bo");
        await page.Context.AddInitScriptAsync(Listen);
        await page.ReloadAsync();
        var bell = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Browser notifications are off") });
        await bell.WaitForAsync();
        Assert.Null(await page.EvaluateAsync<int?>("window.asked ?? null"));
        await bell.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Browser notifications are on") }).WaitForAsync();
        Assert.Equal(1, await page.EvaluateAsync<int?>("window.asked ?? null"));

        var other = await browser.SignInAsync(practice, "ada");
        await other.ReviewAsync(practice, "NB-NO-RESULTS");
        await other.ConfirmAsync(devices: 1);

        await Road.UntilAsync(
            async () => (await page.EvaluateAsync<string[]>("window.shown")).Contains("Batch started: Autopilot Reset of 1 device confirmed by Ada Lindgren."),
            "the notification of the started batch");
    }
}
