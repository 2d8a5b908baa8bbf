using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>A reset in waves and with a cap of its sites, from the plan to the wave that a person opens, counted at the practice tenant.</summary>
public class WavesLooksTests(Practice practice, Browser browser)
{
    /// <summary>No other test's: what is counted is this one's alone.</summary>
    private const string First = "NB-WIN10", Second = "NB-SHARED";

    [Fact]
    public async Task Reset_InWaves_SendsTheFirstAloneAndTheSecondWhenAPersonOpensIt()
    {
        await practice.PatchAsync($"/devices/{First}", new { intune = new { osVersion = "10.0.26100.4946" } });
        var page = await browser.SignInAsync(practice, "ada");
        var looks = new Looks(page);
        await page.ReviewAsync(practice, First, Second);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator("#next-Pool").CheckAsync();
        await page.Locator("#waves-on").CheckAsync();
        await page.Locator("#wave-sizes").FillAsync("1");
        await page.Locator("#sites-on").CheckAsync();
        await page.Locator("#plan-because").FillAsync("End of term, one of them first");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
        await page.Locator("#confirm-typed").TypeInAsync("2");
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();

        await page.SeesAsync("Wave 2 waits: Wave 1 soaks.");
        await page.SeesAsync("Completed");
        await page.SeesAsync("0 of at most 10 are rebuilding.");
        await looks.AtAsync("reset, waves");
        Assert.Equal((1, 0), (await practice.PostsAsync(First), await practice.PostsAsync(Second)));

        await page.GetByRole(AriaRole.Button, new() { Name = "Open wave 2 now…" }).ClickAsync();
        await page.Locator("dialog[open] textarea").FillAsync("The first one is proven, the room is free");
        await looks.AtAsync("reset, open wave");
        await page.Locator("dialog[open] .btn-danger").ClickAsync();

        await Road.UntilAsync(async () => await practice.AcceptedAsync(Second) == 1, "the second wave is sent");
        Assert.Equal((1, 1), (await practice.AcceptedAsync(First), await practice.AcceptedAsync(Second)));
        looks.AreClean(atLeast: 2);
    }
}
