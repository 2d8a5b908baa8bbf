using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>
/// Looks at pages, dialogs and states as different people meet them: under axe in light and in dark, and 320 px wide without scrolling sideways.
/// Pictures go where PICTURES says; nowhere otherwise.
/// </summary>
internal sealed class Looks(IPage page)
{
    private const int Narrow = 320;
    private const string Pictures = "PICTURES";

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Dark differs from light in its colours alone, so that only the rules about colours can answer differently.
    private const string Run = """
        async dark => {
          const only = dark ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
            : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
          const result = await axe.run(document, { runOnly: only, resultTypes: ['violations'] });
          if (dark && result.passes.length + result.violations.length + result.incomplete.length + result.inapplicable.length === 0) return ['axe ran no rule'];
          return result.violations.map(v => `${v.id}: ${v.help} (${v.nodes.slice(0, 3).map(n => n.target.join(' ')).join('; ')})`);
        }
        """;

    private const string Sideways = """
        () => {
          const wide = [];
          if (document.scrollingElement.scrollWidth > innerWidth) wide.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
          for (const dialog of document.querySelectorAll('dialog[open]')) {
            const body = dialog.querySelector('.dialog-body') ?? dialog;
            if (dialog.getBoundingClientRect().right > innerWidth + 1 || body.scrollWidth > body.clientWidth + 1) wide.push('the dialog is too wide');
          }
          if (wide.length === 0) return wide;
          const out = [...document.querySelectorAll('main *, header *, dialog[open] *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, .table-scroll, .grid-scroll'));
          return [...wide, ...out.slice(0, 3).map(e => `${e.tagName.toLowerCase()}.${e.className} sticks out`)];
        }
        """;

    private readonly List<string> _found = [];

    public static bool TakesPictures => Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 };

    /// <summary>What was looked at, for the count at the end.</summary>
    public int States { get; private set; }

    /// <summary>Opens an address of the console and looks at what it shows once it has been read.</summary>
    public async Task OpenAsync(string address, string state)
    {
        await page.GotoAsync(address);
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('main .loading')");
        await AtAsync(state);
    }

    /// <summary>Looks at the page as it is now.</summary>
    public async Task AtAsync(string state)
    {
        States++;
        await LightAsync(ColorScheme.Light);
        await AxeAsync(state, dark: false);
        await LightAsync(ColorScheme.Dark);
        await AxeAsync(state, dark: true);
        await PictureAsync(state, "dark");
        await LightAsync(ColorScheme.Light);
        await PictureAsync(state, "light");
        await page.SetViewportSizeAsync(Narrow, Browser.Height);
        _found.AddRange((await page.EvaluateAsync<string[]>(Sideways)).Select(w => $"{state}, {Narrow} px: {w}"));
        await PictureAsync(state, "narrow");
        await page.SetViewportSizeAsync(Browser.Width, Browser.Height);
    }

    /// <summary>Fails where anything was found anywhere.</summary>
    public void AreClean(int atLeast)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{States} states looked at");
        Assert.True(_found.Count == 0, string.Join('\n', _found));
        Assert.True(States >= atLeast, $"Only {States} states were looked at.");
    }

    /// <summary>Stores a picture if any are wanted.</summary>
    public async Task PictureAsync(string state, string look, bool whole = false)
    {
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { FullPage = whole, Path = Path.Combine(folder, $"{string.Concat(state.Select(c => char.IsLetterOrDigit(c) ? c : '-'))}-{look}.png") });
    }

    private async Task LightAsync(ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await page.WaitForFunctionAsync("theme => !window.consoleTheme || document.documentElement.dataset.theme === theme", scheme == ColorScheme.Dark ? "dark" : "light");
    }

    private async Task AxeAsync(string state, bool dark)
    {
        if (!await page.EvaluateAsync<bool>("() => !!window.axe"))
            await page.EvaluateAsync(Axe);
        _found.AddRange((await page.EvaluateAsync<string[]>(Run, dark)).Select(v => $"{state}, {(dark ? "dark" : "light")}: {v}"));
    }
}
