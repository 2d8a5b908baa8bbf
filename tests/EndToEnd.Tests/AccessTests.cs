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

        await page.IsAtAsync("/denied");
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
    public async Task SignOut_WithTwoPagesOpen_LeadsOutAndTellsTheOther()
    {
        var page = await browser.SignInAsync(practice, "gus");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(practice.Console + "/devices");
        await other.Locator("#device-search").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.IsAtAsync("/signed-out");
        await other.IsAtAsync("/ended");
        await other.SeesAsync("You signed out in another window");
    }

    [Fact]
    public async Task Role_WithdrawnMidBatch_ClosesThePageWithinAMinuteAndSendsNothingMore()
    {
        await practice.PatchAsync("/personas/wendy", new { roles = new[] { IntuneAdministrator } });
        var page = await browser.SignInAsync(practice, "wendy");
        await page.ReviewAsync(practice, "NB-EDU");
        await page.PlanAsync();

        // The read just before the order fails, so that the batch still waits with everything to send when the role goes.
        await practice.FaultAsync(new { method = "GET", path = "*/deviceManagement/managedDevices/*", status = 503 });
        await page.Locator("#confirm-typed").TypeInAsync("1");
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
        var batch = new Uri(page.Url).AbsolutePath;
        await practice.PatchAsync("/personas/wendy", new { roles = Array.Empty<string>() });

        await page.IsAtAsync("/ended", 70);
        await page.GotoAsync(practice.Console + "/devices");
        Assert.Equal(0, await page.Locator("#device-search").CountAsync());

        await practice.EndFaultsAsync();
        var other = await browser.SignInAsync(practice, "bo", path: batch);
        await other.Locator(".batch-state", new() { HasText = "Paused" }).WaitForAsync(new() { Timeout = 90_000 });
        Assert.Equal(0, await practice.PostsAsync("NB-EDU"));
    }

    /// <summary>The wizard stands as it was after the sign-in, so that only the number is typed again.</summary>
    [Fact]
    public async Task Confirm_WithASessionOfTwoHours_LeadsThroughASignInAndBack()
    {
        var page = await browser.SignInAsync(practice, "gus");
        await practice.PatchAsync("/personas/gus", new { authenticatedMinutesAgo = 120 });
        await page.GotoAsync($"{practice.Console}/authentication/login?returnUrl=/overview");
        await page.ReviewAsync(practice, "NB-OPEN-DISK");
        await page.PlanAsync();
        var looks = new Looks(page);
        await page.Locator("#confirm-typed").TypeInAsync("1");
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.SeesAsync("Confirming needs a sign-in of the last 60 minutes");
        await looks.AtAsync("confirm, sign in again");
        Assert.Equal(0, await practice.PostsAsync("NB-OPEN-DISK"));

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await page.Locator("button[value=gus]").ClickAsync();
        await page.SeesAsync("Leaver hands the device to a colleague");
        await page.Locator("#confirm-typed").TypeInAsync("1");
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-OPEN-DISK") == 1, "the order is accepted");
        looks.AreClean(atLeast: 1);
    }
}
