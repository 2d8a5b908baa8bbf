using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Practice))]
[assembly: AssemblyFixture(typeof(Browser))]

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>A technician at the console, the practice tenant's log as the judge.</summary>
public class TechnicianTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Reset_OneDevice_IsCompletedWithUserAndOwnerGone()
    {
        var page = await browser.SignInAsync(practice, "ada");
        await page.ReviewAsync(practice, "NB-CLEAN-01");
        await page.ConfirmAsync(1);
        await page.SeesAsync("Completed");

        Assert.Equal(["autopilotReset"], await practice.AcceptedKindsAsync("NB-CLEAN-01"));
        Assert.Equal(1, await practice.PostsAsync("NB-CLEAN-01"));
        var device = await practice.DeviceAsync("NB-CLEAN-01");
        Assert.False(device.GetProperty("intune").TryGetProperty("primaryUserId", out var user) && user.GetString() is not null);
        Assert.False(device.GetProperty("entra").TryGetProperty("ownerId", out var owner) && owner.GetString() is not null);

        await page.GotoAsync(practice.Console + "/audit?q=NB-CLEAN-01");
        await page.SeesAsync("request.completed");
    }

    [Fact]
    public async Task Reset_DrawerLaptop_IsSeenAndArmedNeverCompleted()
    {
        var page = await browser.SignInAsync(practice, "ada");
        await page.ReviewAsync(practice, "NB-DRAWER");
        await page.ConfirmAsync(1);
        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-DRAWER") == 1, "the order is accepted");
        await practice.PostAsync("/devices/NB-DRAWER/check-in", new { });

        await page.SeesAsync("Seen");
        await page.SeesAsync("Stalled");

        await CloseStalledAsync(page);
        await page.GotoAsync(practice.Console + "/resets/requests?armed=1");
        await page.SeesAsync("NB-DRAWER");
        Assert.Equal(1, await practice.PostsAsync("NB-DRAWER"));
    }

    /// <summary>A person closes it; the order stays armed all the same.</summary>
    private static async Task CloseStalledAsync(IPage page)
    {
        await page.Locator(".grid a.device-name").First.ClickAsync();
        var looks = new Looks(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("It lies in a drawer");
        await looks.AtAsync("request, stalled");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.SeesAsync("Completed with findings");
        await page.SeesAsync("will be erased at its next check-in");
        looks.AreClean(atLeast: 1);
    }

    [Fact]
    public async Task Reset_DoneWithoutAReset_EndsAsAFinding()
    {
        var page = await browser.SignInAsync(practice, "ada");
        await page.ReviewAsync(practice, "NB-DONE-ONLY");
        await page.ConfirmAsync(1);

        await page.SeesAsync("Completed with findings");
        Assert.Equal(1, await practice.PostsAsync("NB-DONE-ONLY"));
    }

    [Fact]
    public async Task Reset_MixedSelection_RefusesHybridAndOffersTheWipeOnItsOwnRoad()
    {
        var page = await browser.SignInAsync(practice, "ada");
        await page.ReviewAsync(practice, "NB-CLEAN-02", "NB-HYBRID-01", "NB-PERSONAL");
        await Assertions.Expect(page.Locator("#refused")).ToContainTextAsync("NB-HYBRID-01");
        await Assertions.Expect(page.Locator("#refused")).ToContainTextAsync("NB-PERSONAL");
        await Assertions.Expect(page.Locator("#ready")).ToContainTextAsync("NB-CLEAN-02");

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Full wipe instead.*NB-HYBRID-01") }).ClickAsync();
        await page.IsAtAsync("kind=wipe");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
        var serial = (await practice.DeviceAsync("NB-HYBRID-01")).GetProperty("intune").GetProperty("serialNumber").GetString()!;
        await page.ConfirmAsync(serial);
        var approver = await browser.SignInAsync(practice, "bo", path: new Uri(page.Url).AbsolutePath);
        await approver.ApproveAsync(devices: 1);
        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-HYBRID-01") == 1, "the wipe is accepted");

        Assert.Equal(["wipe"], await practice.AcceptedKindsAsync("NB-HYBRID-01"));
        Assert.Equal(0, await practice.AcceptedAsync("NB-CLEAN-02"));
        Assert.Equal(0, await practice.AcceptedAsync("NB-PERSONAL"));
        Assert.Equal(0, await practice.AlarmsAsync());
        await page.SeesAsync("Completed");
    }

    [Fact]
    public async Task Reset_BrowserClosedMidBatch_GoesOn()
    {
        var page = await browser.SignInAsync(practice, "ada");
        await page.ReviewAsync(practice, "NB-CLEAN-03");
        await page.ConfirmAsync(1);
        var address = page.Url;
        await page.Context.CloseAsync();

        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-CLEAN-03") == 1, "the order is accepted without a browser");
        var again = await browser.SignInAsync(practice, "ada", path: new Uri(address).AbsolutePath);
        await again.SeesAsync("Completed");
        Assert.Equal(1, await practice.PostsAsync("NB-CLEAN-03"));
    }

    [Fact]
    public async Task Reset_ConsoleKilledMidBatch_GoesOnAfterRestartWithoutASecondPost()
    {
        var page = await browser.SignInAsync(practice, "bo");
        await page.ReviewAsync(practice, "NB-CLEAN-04", "NB-CLEAN-05");
        await page.ConfirmAsync(2);
        await Road.UntilAsync(async () => await practice.AcceptedAsync("NB-CLEAN-04") + await practice.AcceptedAsync("NB-CLEAN-05") > 0, "a first order is accepted");
        await practice.KillConsoleAsync();
        var looks = new Looks(page);
        await page.Locator("#components-reconnect-modal[open]").WaitForAsync();
        await looks.AtAsync("connection lost");
        await practice.StartConsoleAsync();
        looks.AreClean(atLeast: 1);

        await Road.UntilAsync(async () => await practice.PostsAsync("NB-CLEAN-04") == 1 && await practice.PostsAsync("NB-CLEAN-05") == 1, "both were sent once", 120);
        await page.ReloadAsync();
        await page.SeesAsync("Completed", 120);
        Assert.Equal(1, await practice.PostsAsync("NB-CLEAN-04"));
        Assert.Equal(1, await practice.PostsAsync("NB-CLEAN-05"));
    }
}
