using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>Debian's Chromium, one for all tests; each person gets a context of their own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>A service desk's laptop beside a pile of other laptops.</summary>
    public const int Width = 1360, Height = 900;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly List<(string? Test, IBrowserContext Context)> _open = [];

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic"],
        });
    }

    /// <summary>Signs a persona in at the practice tenant's own page and waits for the console.</summary>
    public async Task<IPage> SignInAsync(Practice practice, string persona, ColorScheme scheme = ColorScheme.Light, string path = "/")
    {
        var page = await OpenAsync(practice, persona, scheme, path);
        await page.GetByRole(AriaRole.Navigation).First.WaitForAsync();
        return page;
    }

    /// <summary>The same without waiting for the console: the person may be turned away.</summary>
    public async Task<IPage> OpenAsync(Practice practice, string persona, ColorScheme scheme = ColorScheme.Light, string path = "/")
    {
        var page = await NewPageAsync(scheme);
        await page.GotoAsync(practice.Console + path);
        await page.Locator($"button[value={persona}]").ClickAsync();
        return page;
    }

    /// <summary>A browser of its own in which nobody is signed in. What earlier tests left open is closed: the console serves a person only so many pages at once.</summary>
    public async Task<IPage> NewPageAsync(ColorScheme scheme = ColorScheme.Light)
    {
        var test = TestContext.Current.Test?.UniqueID;
        foreach (var (_, left) in _open.Where(o => o.Test != test).ToList())
            await left.CloseAsync();
        _open.RemoveAll(o => o.Test != test);
        var context = await _browser!.NewContextAsync(new() { ColorScheme = scheme, ViewportSize = new() { Width = Width, Height = Height }, ReducedMotion = ReducedMotion.Reduce });
        _open.Add((test, context));
        context.SetDefaultTimeout(45_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
