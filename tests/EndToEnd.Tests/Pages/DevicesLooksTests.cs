using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Pages;

/// <summary>The devices list, one device, and their dialogs and states, for everybody.</summary>
public class DevicesLooksTests(Practice practice, Browser browser)
{
    [Fact]
    public async Task Devices_EveryDialogAndState_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        await looks.OpenAsync(practice.Console + "/devices", "devices");
        await looks.OpenAsync(practice.Console + "/devices?q=no-such-device", "devices, none matches");

        await page.GotoAsync(practice.Console + "/devices?q=LT-000");
        await page.Locator("details.columns summary").ClickAsync();
        await looks.AtAsync("devices, columns");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByLabel("Select LT-00021").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Wipe…" }).WaitForAsync();
        await looks.AtAsync("devices, one ticked");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("Select all .* that match") }).ClickAsync();
        await page.SeesAsync("that match are selected");
        await looks.AtAsync("devices, all that match");
        await PasteAsync(page, looks);
        await GroupsAsync(page, looks);
        looks.AreClean(atLeast: 10);
    }

    [Fact]
    public async Task Device_OfEveryKind_IsAccessibleAndFitsANarrowScreen()
    {
        var page = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(page);
        foreach (var name in new[] { "NB-PRO", "NB-HYBRID-02", "NB-STALE-45", "NAME-LONG" })
            await looks.OpenAsync($"{practice.Console}/devices/i-{await practice.IntuneIdAsync(name)}", $"device {name}");
        await looks.OpenAsync(practice.Console + "/devices/i-00000000-0000-4000-8000-000000000000", "device, not there");
        looks.AreClean(atLeast: 5);
    }

    private async Task PasteAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste or scan…" }).ClickAsync();
        await page.Locator("#paste-text").FillAsync($"{await practice.SerialAsync("NB-PRO")}\nNB-SAME-NAME\n\nnobody-knows-this\n{await practice.SerialAsync("NB-DUP-SERIAL-A")}");
        await looks.AtAsync("paste");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find them" }).ClickAsync();
        await page.SeesAsync("did not point at exactly one device");
        await looks.AtAsync("paste, unclear lines");
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
    }

    private async Task GroupsAsync(IPage page, Looks looks)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose a group…" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await SearchAsync("o");
        await dialog.Locator(".rows").WaitForAsync();
        await looks.AtAsync("groups, found");
        await SearchAsync("no such group");
        await page.SeesAsync("No group has this in its name");
        await looks.AtAsync("groups, none");

        await practice.FaultAsync(new { method = "GET", path = "*/groups*", status = 403, code = "Forbidden", message = "Not for you." });
        await SearchAsync("School");
        await dialog.Locator("[role=alert]").WaitForAsync();
        await practice.EndFaultsAsync();
        await looks.AtAsync("groups, refused");
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

        async Task SearchAsync(string text)
        {
            await dialog.Locator("input[type=search]").FillAsync(text);
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Search", Exact = true }).ClickAsync();
        }
    }
}
