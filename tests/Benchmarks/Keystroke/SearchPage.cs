using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Keystroke;

/// <summary>The devices page with somebody signed in, and a stopwatch inside it.</summary>
internal sealed class SearchPage(IPage page, string browser)
{
    private const string Search = "#device-search";

    /// <summary>Patience with the first sync, not a figure.</summary>
    private const int SyncWithinMs = 300_000;

    // Rows in view match when each holds the text; they are painted when the frame after the one that laid them out begins.
    private const string Stopwatch = """
        () => {
          const rows = () => [...document.querySelectorAll('.device-grid tbody tr[aria-rowindex]')];
          const match = text => { const shown = rows(); return shown.length > 0 && !document.querySelector('.device-grid tr.waiting') && shown.every(r => r.textContent.toLowerCase().includes(text)); };
          window.__match = match;
          // The answer to this text, and nothing of it still on its way; not measured.
          window.__settled = text => new Promise(done => {
            let quiet = performance.now();
            const watch = new MutationObserver(() => { quiet = performance.now(); });
            watch.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
            const look = () => {
              if (new URLSearchParams(location.search).get('q')?.toLowerCase() === text && match(text) && performance.now() - quiet > 400) { watch.disconnect(); done(true); }
              else requestAnimationFrame(look);
            };
            look();
          });
          window.__painted = (text, from) => new Promise(done => {
            const look = () => { if (!match(text)) return false; watch.disconnect(); requestAnimationFrame(() => requestAnimationFrame(at => done(at - from()))); return true; };
            const watch = new MutationObserver(look);
            watch.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true });
            look();
          });
          document.querySelector('#device-search').addEventListener('keydown', e => { window.__pressed = e.timeStamp; }, true);
        }
        """;

    public string Browser { get; } = browser;

    public static async Task<SearchPage> OpenAsync(IBrowser browser, Uri console)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1360, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(console, "/devices").ToString());
        await page.Locator("button[value=ada]").ClickAsync();
        await page.Locator(Search).WaitForAsync();
        return new SearchPage(page, "Chromium " + browser.Version);
    }

    /// <summary>Waits for the first sync; how many devices the page then counts.</summary>
    public async Task<int> InventoryAsync(int atLeast)
    {
        var counted = page.Locator(".grid-bar [role=status]");
        System.Console.WriteLine("waiting for the first sync");
        await page.WaitForFunctionAsync(
            "least => parseInt((document.querySelector('.grid-bar [role=status]')?.textContent ?? '').replace(/\\D/g, '') || '0') >= least", (int)(atLeast * 0.95), new() { Timeout = SyncWithinMs });
        await page.WaitForFunctionAsync("() => !document.querySelector('.inventory progress')", null, new() { Timeout = SyncWithinMs });
        await page.EvaluateAsync(Stopwatch);
        return int.Parse(Regex.Replace(await counted.InnerTextAsync(), @"\D", ""), CultureInfo.InvariantCulture);
    }

    /// <summary>Name, serial and user of some devices, read off the page.</summary>
    public async Task<IReadOnlyList<(string Name, string Serial, string User)>> SomeAsync(Random random, int devices, int count)
    {
        var found = new List<(string, string, string)>();
        while (found.Count < count)
        {
            var name = $"LT-{random.Next(1, devices).ToString("00000", CultureInfo.InvariantCulture)}";
            await FillAsync(name);
            var row = page.Locator(".device-grid tbody tr[aria-rowindex]").First;
            var (serial, user) = (await row.Locator(".c-serial").InnerTextAsync(), await row.Locator(".c-user").InnerTextAsync());
            if (serial.Trim().Length > 8 && user.Contains('@', StringComparison.Ordinal))
                found.Add((name, serial.Trim(), user.Trim()));
        }

        return found;
    }

    /// <summary>Types the last letter of a text whose beginning stands there and is answered already.</summary>
    /// <returns>Milliseconds from the key to the painted rows; <c>null</c> where the rows would not change, so that nothing could be seen.</returns>
    public async Task<double?> TypeAsync(string text)
    {
        await FillAsync(text[..^1]);
        if (await page.EvaluateAsync<bool>("text => window.__match(text)", text.ToLowerInvariant()))
            return null;
        await page.Locator(Search).PressAsync("End");
        var painted = page.EvaluateAsync<double>("text => { window.__pressed = null; return window.__painted(text, () => window.__pressed ?? NaN); }", text.ToLowerInvariant());
        await page.Keyboard.PressAsync(text[^1..]);
        return await painted;
    }

    private async Task FillAsync(string text)
    {
        await page.Locator(Search).FillAsync(text);
        await page.EvaluateAsync<bool>("text => window.__settled(text)", text.ToLowerInvariant());
    }
}
