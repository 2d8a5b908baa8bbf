using System.Globalization;
using System.Text.RegularExpressions;
using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>A reset of many devices while it runs: what the page says, what can be stopped, and how it looks.</summary>
public class BatchLooksTests(Practice practice, Browser browser)
{
    private const string Ready = "/devices?q=LT-000&verdict=ready";

    [Fact]
    public async Task Reset_AllThatMatch_IsPausedCancelledAndRepeatedAndAccessibleThroughout()
    {
        var page = await browser.SignInAsync(practice, "ada");
        var looks = new Looks(page);
        var count = await ChooseAllAsync(page);
        await page.PlanAsync("Pool", "Classroom 3B, end of term");
        await page.Locator("#confirm-typed").TypeInAsync(count.ToString(CultureInfo.InvariantCulture));

        // One of those sent first is answered with an error that tells nothing: it must end as Unknown, and never be sent again.
        await practice.FaultAsync(new { method = "POST", path = "*/wipe", status = 500, times = 1 });
        var watcher = await WatchAsync(page);
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
        await PicturesAsync(page, watcher, looks);
        await PauseAsync(page);
        await DrawnAtMostTwiceASecondAsync(watcher);
        var sent = await OrdersAsync();

        await looks.AtAsync("reset, paused");
        Assert.InRange(sent, 1, count - 1);
        await OpenAsync(page, "Resume…", looks, "reset, resume");
        await OpenAsync(page, "Cancel what is not sent…", looks, "reset, cancel");
        await TakeOverAsync(page.Url);
        await CancelAsync(page);
        await page.SeesAsync("Unknown");
        Assert.Equal(sent, await OrdersAsync());
        await UnknownAsync(page, looks);
        await OpenAsync(page, "Retry failed only…", looks, "reset, retry");
        await RepeatAsync(page, looks);
        Assert.Equal(sent, await OrdersAsync());
        Assert.Equal(0, await practice.AlarmsAsync());
        looks.AreClean(atLeast: 6);
    }

    private async Task<int> ChooseAllAsync(IPage page)
    {
        await page.GotoAsync(practice.Console + Ready);
        var all = page.GetByRole(AriaRole.Button, new() { NameRegex = new("Select all .* that match") });
        await all.WaitForAsync();
        var count = int.Parse(Regex.Match(await all.InnerTextAsync(), @"\d+").Value, CultureInfo.InvariantCulture);
        await all.ClickAsync();

        // The choice survives a refresh, the number included.
        await page.SeesAsync("that match are selected");
        await page.ReloadAsync();
        await page.SeesAsync($"All {count} that match are selected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reset selected…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Review {count} devices" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
        return count;
    }

    /// <summary>The overview in another tab, which notes when it is drawn anew.</summary>
    private async Task<IPage> WatchAsync(IPage page)
    {
        var watcher = await page.Context.NewPageAsync();
        await watcher.GotoAsync(practice.Console + "/");
        await watcher.Locator(".overview").WaitForAsync();
        await watcher.EvaluateAsync("""
            () => {
              window.__drawn = [];
              new MutationObserver(() => { const now = performance.now(); if (now - (window.__drawn.at(-1) ?? -1000) > 100) window.__drawn.push(now); })
                .observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """);
        return watcher;
    }

    /// <summary>A running reset for the README, once some devices are through; only where pictures are wanted.</summary>
    private static async Task PicturesAsync(IPage page, IPage overview, Looks looks)
    {
        if (!Looks.TakesPictures)
            return;
        await page.Locator(".legend a", new() { HasTextRegex = new("^Completed") }).First.WaitForAsync();
        await looks.PictureAsync("running", "reset");
        await new Looks(overview).PictureAsync("running", "overview", whole: true);
    }

    private static async Task DrawnAtMostTwiceASecondAsync(IPage watcher)
    {
        var drawn = await watcher.EvaluateAsync<double[]>("() => window.__drawn");
        Assert.True(drawn.Length >= 2, "The overview did not follow the reset.");
        var seconds = (drawn[^1] - drawn[0]) / 1000;
        Assert.True((drawn.Length - 1) / seconds <= 2.2, $"Drawn {drawn.Length} times in {seconds:0.0} s.");
        await watcher.CloseAsync();
    }

    private async Task<int> OrdersAsync() => (await practice.OrdersToAsync("LT-000")).Count;

    private static async Task PauseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("Lunch break until one");
        await page.Locator("dialog[open] .dialog-foot").GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await page.SeesAsync("Lunch break until one");
        await Assertions.Expect(page.Locator(".stop-numbers")).ToContainTextAsync("0 devices on the way");
    }

    private static async Task OpenAsync(IPage page, string button, Looks looks, string state)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();
        await looks.AtAsync(state);
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    private async Task TakeOverAsync(string address)
    {
        var other = await browser.SignInAsync(practice, "gus", path: new Uri(address).AbsolutePath);
        var looks = new Looks(other);
        await OpenAsync(other, "Take over…", looks, "reset, take over");
        looks.AreClean(atLeast: 1);
        await other.Context.CloseAsync();
    }

    private static async Task CancelAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel what is not sent…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("The rest stays");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.SeesAsync("cancelled.");
    }

    private static async Task UnknownAsync(IPage page, Looks looks)
    {
        var batch = page.Url;
        await page.GotoAsync(batch + "?state=Unknown");
        await page.Locator(".grid a.device-name").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide…" }).ClickAsync();
        await page.Locator("#taken-no").CheckAsync();
        await looks.AtAsync("request, unknown");
        await page.Locator("dialog[open] textarea").FillAsync("Intune lists no action");
        await page.GetByRole(AriaRole.Button, new() { Name = "It was not taken" }).ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await page.GotoAsync(batch);
    }

    private static async Task RepeatAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Repeat…" }).ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();
        await looks.AtAsync("reset, repeat");
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose them again" }).ClickAsync();
        await page.IsAtAsync("/resets/new.*selection=");
        await page.SeesAsync("devices chosen");
    }
}
