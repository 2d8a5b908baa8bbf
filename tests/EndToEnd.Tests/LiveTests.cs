using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>Live updates: they come by themselves, move no row under the pointer, take no focus, and animate nothing for people who asked for that.</summary>
public class LiveTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Rows_UnderThePointer_StayWhereTheyAreUntilItLeaves()
    {
        var page = await browser.SignInAsync(practice, "bo");
        await page.ReviewAsync(practice, "NB-OFFLINE", "NB-SILENT");
        await page.ConfirmAsync(2);
        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-OFFLINE") + await practice.AcceptedAsync("NB-SILENT") == 2, "both orders are accepted");
        var overview = await page.Context.NewPageAsync();
        var (first, firstAt) = await PointAsync(overview, practice.Console + "/", "[aria-labelledby=armed-title] li");
        var armed = await page.Context.NewPageAsync();
        var (second, secondAt) = await PointAsync(armed, practice.Console + "/resets/requests?armed=1", ".grid tbody tr");

        // Somebody is about to type into the filter of the reset's own page.
        await page.Locator("#filter-q").ClickAsync();
        await page.Keyboard.TypeAsync("NB-");
        await practice.PostAsync("/devices/NB-OFFLINE/execute", new { });
        await page.Locator("#hand-over").WaitForAsync(new() { Timeout = 60_000 });

        await Assertions.Expect(page.Locator("#filter-q")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#filter-q")).ToHaveValueAsync("NB-");
        await overview.Locator(".still-note.on").WaitForAsync();
        await armed.GetByText("updates wait while you are in the list").WaitForAsync();
        Assert.Equal((firstAt, secondAt), (await TopAsync(first), await TopAsync(second)));
        Assert.Equal((1, 1), (await CountAsync(overview, "[aria-labelledby=armed-title] li"), await CountAsync(armed, ".grid tbody tr")));

        await overview.Mouse.MoveAsync(1, 1);
        await armed.Mouse.MoveAsync(1, 1);
        await overview.Locator("[aria-labelledby=armed-title] li", new() { HasText = "NB-OFFLINE" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await armed.Locator(".grid tbody tr", new() { HasText = "NB-OFFLINE" }).WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal(1, await practice.PostsAsync("NB-OFFLINE"));
        Assert.Equal(1, await practice.PostsAsync("NB-SILENT"));
    }

    [Fact]
    public async Task ReducedMotion_Asked_AnimatesNothing()
    {
        var page = await browser.SignInAsync(practice, "bo", path: "/devices");
        await page.Locator("tbody a").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste or scan…" }).ClickAsync();
        await page.Locator("dialog[open]").WaitForAsync();

        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.getAnimations().length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e); return s.animationName !== 'none' || s.transitionDuration.split(',').some(d => parseFloat(d) > 0); }).length"));
    }

    /// <summary>Rests the pointer on the row of the younger order, below the one that will go.</summary>
    private static async Task<(ILocator Row, float Top)> PointAsync(IPage page, string address, string rows)
    {
        await page.GotoAsync(address);
        var row = page.Locator(rows, new() { HasText = "NB-SILENT" });
        await page.Locator(rows, new() { HasText = "NB-OFFLINE" }).WaitForAsync();
        await row.HoverAsync();
        return (row, await TopAsync(row));
    }

    private static async Task<float> TopAsync(ILocator row) => (await row.BoundingBoxAsync())!.Y;

    private static Task<int> CountAsync(IPage page, string rows) => page.Locator(rows, new() { HasText = "NB-OFFLINE" }).CountAsync();
}
