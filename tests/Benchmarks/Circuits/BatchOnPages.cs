using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Circuits;

/// <summary>One batch, confirmed in Chromium as a person does it, and paused before anything of it is sent to be watched.</summary>
internal static partial class BatchOnPages
{
    /// <summary>Patience with the first sync and with a review of many, not a figure.</summary>
    private const int WithinMs = 300_000;

    /// <summary>Once the inventory has been read to its end.</summary>
    public static async Task<IPage> SignInAsync(IBrowser browser, Uri console, int devices)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1360, Height = 900 } });
        context.SetDefaultTimeout(WithinMs);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(console, "/devices").ToString());
        await page.Locator("button[value=ada]").ClickAsync();
        await page.WaitForFunctionAsync(
            "least => parseInt((document.querySelector('.grid-bar [role=status]')?.textContent ?? '').replace(/\\D/g, '') || '0') >= least", devices, new() { Timeout = WithinMs });
        return page;
    }

    /// <returns>The path of its page.</returns>
    public static async Task<string> ConfirmAndPauseAsync(IPage page, Uri console, IReadOnlyCollection<string> serials)
    {
        await page.GotoAsync(new Uri(console, "/resets/new").ToString());
        await page.Locator("#choose-paste").FillAsync(string.Join('\n', serials));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find these devices" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Review ") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator("#next-SomebodyElse").CheckAsync();
        await page.Locator("#plan-because").FillAsync("Measured: many people watch one batch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
        await page.Locator("#confirm-typed").PressSequentiallyAsync(serials.Count.ToString(CultureInfo.InvariantCulture));
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.WaitForURLAsync(BatchAddress());
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("Until everybody watches");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume…" }).WaitForAsync();
        return new Uri(page.Url).AbsolutePath;
    }

    public static async Task ResumeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume sending" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause…" }).WaitForAsync();
    }

    [GeneratedRegex("/resets/[0-9a-f-]{36}")]
    private static partial Regex BatchAddress();
}
