using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace AutopilotReset.Benchmarks.Selection;

/// <summary>The New reset page with somebody signed in, and a stopwatch inside it.</summary>
internal sealed class SelectionPage(IPage page, string browser)
{
    /// <summary>Patience, not a figure.</summary>
    private const int PatienceMs = 300_000;

    // From the click to the frame after the one that laid the answer out.
    private const string Watch = """
        () => { window.__timed = (click, done) => new Promise((ok, fail) => {
          const target = click(); const before = done(); const from = performance.now();
          const look = () => { const now = done(); if (now === null || now === before) return false; watch.disconnect(); requestAnimationFrame(() => requestAnimationFrame(at => ok(at - from))); return true; };
          const watch = new MutationObserver(look);
          watch.observe(document.querySelector('main'), { subtree: true, childList: true, characterData: true, attributes: true });
          setTimeout(() => fail(new Error('No answer in 30 s to ' + target.textContent)), 30000);
          target.click();
        }); }
        """;

    private const string Alive = """
        () => {
          if (![...document.querySelectorAll('button')].find(b => b.textContent === 'Find these devices').disabled) return true;
          const box = document.querySelector('#choose-paste'); box.value = 'x'; box.dispatchEvent(new Event('input', { bubbles: true }));
          return false;
        }
        """;

    // A short file is shown in the box, a long one is said to be looked up as it is.
    private const string Taken = "() => document.querySelector('#choose-paste').value.length > 100 || !!document.querySelector('main').innerText.match('looked up as it is')";

    public string Browser { get; } = browser;

    /// <summary>Signs in at a console whose inventory was never read, and waits for it.</summary>
    public static async Task SyncAsync(IBrowser browser, Uri console, int devices)
    {
        var page = await SignInAsync(browser, console, "/devices");
        System.Console.WriteLine("waiting for the first sync");
        await page.WaitForFunctionAsync(
            "least => parseInt((document.querySelector('.grid-bar [role=status]')?.textContent ?? '').replace(/\\D/g, '') || '0') >= least", (int)(devices * 0.95), new() { Timeout = PatienceMs });
        await page.WaitForFunctionAsync("() => !document.querySelector('.inventory progress')", null, new() { Timeout = PatienceMs });
        await page.Context.CloseAsync();
    }

    public static async Task<SelectionPage> OpenAsync(IBrowser browser, Uri console)
    {
        var page = await SignInAsync(browser, console, "/resets/new");
        await ReadyAsync(page);
        return new SelectionPage(page, "Chromium " + browser.Version);
    }

    /// <summary>Leaves the list that was reviewed and comes for another.</summary>
    public async Task StartAnewAsync()
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), "/resets/new").ToString());
        await ReadyAsync(page);
    }

    /// <summary>Waits until every device of the list was read live.</summary>
    public Task ReadToTheEndAsync() => page.WaitForFunctionAsync("() => !document.querySelector('#read-progress')", null, new() { Timeout = PatienceMs });

    /// <summary>Takes the file, finds the devices, and has them reviewed, as a person would who does not hesitate.</summary>
    public async Task<(double Chosen, double Reviewed, int Devices, int Unclear)> ReviewAsync(string file)
    {
        // The box answers once the page's connection stands.
        await page.WaitForFunctionAsync(Alive, null, new() { Timeout = PatienceMs, PollingInterval = 100 });
        var clock = Stopwatch.StartNew();
        await page.Locator("#choose-file").SetInputFilesAsync(file);
        await page.WaitForFunctionAsync(Taken, null, new() { Timeout = PatienceMs });
        await page.Locator("button:has-text('Find these devices')").ClickAsync();
        await page.Locator("#chosen").WaitForAsync(new() { Timeout = PatienceMs });
        var chosen = clock.Elapsed.TotalSeconds;
        var (devices, unclear) = (Number(await page.Locator("#chosen").InnerTextAsync()), Number(await page.Locator("#problems-title .count").InnerTextAsync()));
        await page.Locator(".step-foot button.btn-primary").ClickAsync();
        await page.Locator(".summary").WaitForAsync(new() { Timeout = PatienceMs });
        return (chosen, clock.Elapsed.TotalSeconds, devices, unclear);
    }

    /// <summary>Milliseconds of each kind of interaction.</summary>
    public async Task<IReadOnlyDictionary<string, List<double>>> InteractAsync(int rounds)
    {
        const string group = "#bulk-ready";
        const string rows = $"document.querySelector('{group} .device-name')?.textContent ?? null";
        var kinds = new Dictionary<string, List<double>> { ["expand"] = [], ["next page"] = [], ["last and first page"] = [], ["take out"] = [], ["fold"] = [], ["lines not found"] = [] };
        for (var round = 0; round < rounds; round++)
        {
            kinds["expand"].Add(await ClickAsync($"{group} button[aria-controls]", rows));
            kinds["next page"].Add(await ClickAsync(Button(group, "Next"), rows));
            kinds["next page"].Add(await ClickAsync(Button(group, "Next"), rows));
            kinds["last and first page"].Add(await ClickAsync(Button(group, "Last"), rows));
            kinds["last and first page"].Add(await ClickAsync(Button(group, "First"), rows));
            kinds["take out"].Add(await ClickAsync($"{group} .row-actions button", rows));
            kinds["fold"].Add(await ClickAsync($"{group} button[aria-controls]", $"document.querySelector('{group} .device-name') ? null : 'folded'"));
            kinds["lines not found"].Add(await ClickAsync(Button("#problems", round % 2 == 0 ? "Next" : "Previous"), "document.querySelector('#problems code').textContent"));
        }

        return kinds;
    }

    /// <summary>As the page counts it.</summary>
    public async Task<string> ReadLiveAsync() =>
        await page.Locator("label[for=read-progress]").CountAsync() == 0 ? "all" : await page.Locator("label[for=read-progress]").InnerTextAsync();

    private Task<double> ClickAsync(string button, string answer) =>
        page.EvaluateAsync<double>($"() => window.__timed(() => {(button.StartsWith('[') ? button : $"document.querySelector({Quoted(button)})")}, () => {answer})");

    private static string Button(string within, string text) => $"[...document.querySelectorAll({Quoted(within + " .pager button")})].find(b => b.textContent === {Quoted(text)})";

    private static string Quoted(string text) => $"\"{text}\"";

    private static int Number(string text) => int.Parse(Regex.Match(text, @"[\d,]+").Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static async Task ReadyAsync(IPage page)
    {
        await page.Locator("#choose-file").WaitForAsync();
        await page.WaitForFunctionAsync("() => !!window.Blazor", null, new() { Timeout = PatienceMs });
        await page.EvaluateAsync(Watch);
    }

    private static async Task<IPage> SignInAsync(IBrowser browser, Uri console, string path)
    {
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1360, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(console, path).ToString());
        await page.Locator("button[value=ada]").ClickAsync();
        return page;
    }
}
