using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>Who gets in, and who is put out again.</summary>
public class AccessTests(Practice practice, Browser browser)
{
    private const string IntuneAdministrator = "3a2c62db-5318-420d-8d74-23affee5d9d5";

    [Theory]
    [InlineData("nora")]
    [InlineData("hal")]
    [InlineData("ravi")]
    public async Task SignIn_WithoutTheRole_IsTurnedAway(string persona)
    {
        var page = await browser.OpenAsync(practice, persona);

        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/denied"));
        Assert.Equal(0, await page.Locator("#device-search").CountAsync());
        await page.GotoAsync(practice.Console + "/devices");
        Assert.Equal(0, await page.Locator("#device-search").CountAsync());
    }

    [Fact]
    public async Task SignIn_Auditor_SeesNoCommands()
    {
        var page = await browser.SignInAsync(practice, "audra", path: "/resets/new");

        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        Assert.Equal(0, await page.Locator("#choose-paste").CountAsync());
    }

    [Fact]
    public async Task Role_WithdrawnWhileSignedIn_ClosesThePageWithinAMinute()
    {
        await practice.PatchAsync("/personas/wendy", new { roles = new[] { IntuneAdministrator } });
        var page = await browser.SignInAsync(practice, "wendy");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();

        await practice.PatchAsync("/personas/wendy", new { roles = Array.Empty<string>() });

        await page.WaitForURLAsync(new System.Text.RegularExpressions.Regex("/ended"), new() { Timeout = 70_000 });
        await page.GotoAsync(practice.Console + "/devices");
        Assert.Equal(0, await page.Locator("#device-search").CountAsync());
    }
}
