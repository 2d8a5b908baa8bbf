using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>Every page in light and dark under axe, and the pictures of the README.</summary>
public class PagesTests(Practice practice, Browser browser)
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Pages_Axe_FindsNoViolation(ColorScheme scheme)
    {
        var page = await browser.SignInAsync(practice, "bo", scheme);
        var found = new List<string>();
        foreach (var path in new[] { "/", "/devices", "/resets/new", "/resets", "/resets/requests?armed=1", "/audit", "/settings" })
        {
            await page.GotoAsync(practice.Console + path);
            await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
            await page.WaitForFunctionAsync("() => !document.querySelector('.loading')");
            found.AddRange((await Browser.ViolationsAsync(page)).Select(v => $"{path} {v}"));
            await PictureAsync(page, path, scheme);
        }

        Assert.Empty(found);
    }

    /// <summary>Pictures go where PICTURES says; nowhere otherwise.</summary>
    private static async Task PictureAsync(IPage page, string path, ColorScheme scheme)
    {
        if (Environment.GetEnvironmentVariable("PICTURES") is not { Length: > 0 } folder)
            return;
        var name = path.Trim('/').Split('?')[0].Replace('/', '-') is { Length: > 0 } named ? named : "overview";
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}-{scheme.ToString().ToLowerInvariant()}.png") });
    }
}
