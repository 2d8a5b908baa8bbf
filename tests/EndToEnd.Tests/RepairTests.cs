using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>
/// Primary user and owner that a reset left behind. The rare scopes are asked for when first needed, the holder is read again at the click, and what reaches Graph is
/// exactly the reference: without <c>/$ref</c> an owner's DELETE would delete the user.
/// </summary>
public class RepairTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Repair_UserAndOwnerLeftBehind_AsksForConsentReadsAgainAndDeletesTheReferenceOnly()
    {
        var page = await browser.SignInAsync(practice, "bo");
        await page.ReviewAsync(practice, "NB-USER-STAYS", "NB-OWNER-STAYS");
        await page.ConfirmAsync(2);
        var batch = page.Url;
        await Assertions.Expect(page.Locator(".legend a", new() { HasText = "Completed with findings" }).Locator("b")).ToHaveTextAsync("2", new() { Timeout = 90_000 });

        await UserAsync(page, batch);
        await OwnerAsync(page, batch);

        Assert.Equal(0, await practice.AlarmsAsync());
        Assert.Equal(1, await practice.PostsAsync("NB-USER-STAYS"));
        Assert.Equal(1, await practice.PostsAsync("NB-OWNER-STAYS"));
        await page.GotoAsync(practice.Console + "/audit?type=repair.");
        await page.SeesAsync("repair.done");
        await page.SeesAsync("repair.refused");
    }

    private async Task UserAsync(IPage page, string batch)
    {
        var id = await practice.IntuneIdAsync("NB-USER-STAYS");
        await OpenAsync(page, batch, "NB-USER-STAYS");
        var looks = new Looks(page);
        await looks.AtAsync("request, findings");
        await AskAsync(page);
        await looks.AtAsync("repair");
        await ActAsync(page);
        await page.GetByText("Sign in again and allow it").WaitForAsync();
        await looks.AtAsync("repair, consent needed");
        Assert.Empty(await practice.ChangesAsync(id));

        await ConsentAsync(page);
        await AskAsync(page);
        await ActAsync(page);
        await page.Locator(".findings").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal([$"DELETE /beta/deviceManagement/managedDevices('{id}')/users/$ref"], await practice.ChangesAsync(id));
        Assert.Null((await practice.DeviceAsync("NB-USER-STAYS")).GetProperty("intune").GetProperty("primaryUserId").GetString());
        looks.AreClean(atLeast: 3);
    }

    private async Task OwnerAsync(IPage page, string batch)
    {
        var entra = (await practice.DeviceAsync("NB-OWNER-STAYS")).GetProperty("entra");
        var (id, owner) = (entra.GetProperty("id").GetString()!, entra.GetProperty("ownerId").GetString()!);
        var other = (await practice.DeviceAsync("NB-PRO")).GetProperty("entra").GetProperty("ownerId").GetString()!;
        await OpenAsync(page, batch, "NB-OWNER-STAYS");
        await AskAsync(page);
        await ActAsync(page);
        await ConsentAsync(page);

        // Somebody else becomes owner between the page and the click: nothing is changed, and both are named.
        await AskAsync(page);
        await practice.PatchAsync("/devices/NB-OWNER-STAYS", new { entra = new { ownerId = other } });
        await ActAsync(page);
        await Assertions.Expect(page.Locator("dialog[open] [role=alert]")).ToContainTextAsync("Nothing was changed");
        Assert.Empty(await practice.ChangesAsync(id));

        await practice.PatchAsync("/devices/NB-OWNER-STAYS", new { entra = new { ownerId = owner } });
        await page.Keyboard.PressAsync("Escape");
        await AskAsync(page);
        await ActAsync(page);
        await page.Locator(".findings").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        Assert.Equal([$"DELETE /v1.0/devices/{id}/registeredOwners/{owner}/$ref"], await practice.ChangesAsync(id));
        Assert.Null((await practice.DeviceAsync("NB-OWNER-STAYS")).GetProperty("entra").GetProperty("ownerId").GetString());
    }

    private static async Task OpenAsync(IPage page, string batch, string device)
    {
        await page.GotoAsync(batch);
        await page.Locator(".grid a.device-name", new() { HasText = device }).ClickAsync();
        await page.Locator(".findings").WaitForAsync();
    }

    private static async Task AskAsync(IPage page)
    {
        await page.Locator(".findings").GetByRole(AriaRole.Button, new() { NameRegex = new("^Repair") }).ClickAsync();
        await page.Locator("dialog[open] .dialog-foot .btn-primary").WaitForAsync();
    }

    private static Task ActAsync(IPage page) => page.Locator("dialog[open] .dialog-foot .btn-primary").ClickAsync();

    /// <summary>Entra's page lists what is asked for; accepting leads back to where the repair was begun.</summary>
    private static async Task ConsentAsync(IPage page)
    {
        var back = page.Url;
        await page.GetByText("Sign in again and allow it").ClickAsync();
        await page.Locator("button[value=accept]").ClickAsync();
        await page.WaitForURLAsync(back);
        await page.Locator(".findings").WaitForAsync();
    }
}
