using System.Text;
using System.Text.RegularExpressions;
using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>Choosing on the devices page as technicians do: ticking, scanning, pasting and uploading, and taking the list along.</summary>
public class DevicesTests(Practice practice, Browser browser)
{
    /// <summary>A serial that a spreadsheet takes for a number, and one whose zeros it eats.</summary>
    private const string Exponent = "5E10", Zeros = "000471108159";

    [Fact]
    public async Task Ticks_OverAReload_AreStillThere()
    {
        var page = await browser.SignInAsync(practice, "bo", path: "/devices?q=NB-E");
        await page.GetByLabel("Select NB-EDU").CheckAsync();
        await page.GetByLabel("Select NB-ENTRA-ONLY").CheckAsync();
        await page.SeesAsync("2 devices selected");
        await page.IsAtAsync("chosen=");

        await page.ReloadAsync();

        await page.SeesAsync("2 devices selected");
        await Assertions.Expect(page.GetByLabel("Select NB-EDU")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task List_Exported_HoldsWhatTheFilterShows()
    {
        var page = await browser.SignInAsync(practice, "audra", path: "/devices?q=NB-HYBRID");
        await page.Locator("tbody a").First.WaitForAsync();

        var file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export (CSV)" }).ClickAsync());

        var rows = Sheet.Rows(await File.ReadAllTextAsync(await file.PathAsync()));
        Assert.Equal(["NB-HYBRID-01", "NB-HYBRID-02", "NB-HYBRID-BACK", "NB-HYBRID-BETA", "NB-HYBRID-SYNC"], rows.Skip(1).Select(r => r[0]).Where(n => n != "NB-TWIN-HYBRID").Order(StringComparer.Ordinal));
        Assert.All(rows.Skip(1), r => Assert.Equal("Refused", r[2]));
    }

    [Fact]
    public async Task Labels_ScannedPastedAndUploaded_AreRecognisedOrListedWithTheirLine()
    {
        await practice.PatchAsync("/devices/LT-00025", new { intune = new { serialNumber = Exponent } });
        await practice.PatchAsync("/devices/LT-00024", new { intune = new { serialNumber = Zeros } });
        var page = await browser.SignInAsync(practice, "bo", path: "/devices");
        await SyncAsync(page);
        var scanned = "1S20XWS00F00" + await practice.SerialAsync("NB-EDU");

        // A hand scanner types into the search first; what finds nothing is looked up as a label.
        await page.Locator("#device-search").TypeInAsync(scanned);
        await page.IsAtAsync($"q={scanned}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look it up as a label" }).ClickAsync();
        await page.Locator("#paste-text:focus").PressAsync("End");
        await page.Locator("#paste-text").TypeInAsync($"\n{Exponent}\n50000000000\n471108159\n5.00E+10\n\nnobody-knows-this");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find them" }).ClickAsync();

        var unclear = page.Locator("dialog[open] tbody tr");
        await Assertions.Expect(page.Locator("dialog[open] .dialog-body")).ToContainTextAsync("2 devices found.");
        await Assertions.Expect(unclear).ToHaveTextAsync([new Regex(@"^\s*3\s*50000000000[\s\S]*LT-00025"), new Regex(@"^\s*4\s*471108159[\s\S]*LT-00024"), new Regex(@"^\s*5\s*5\.00E\+10[\s\S]*exponent"), new Regex(@"^\s*7\s*nobody-knows-this")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();

        await PasteManyAsync(page);
        await UploadAsync(page);
    }

    /// <summary>As many ids as a selection holds, in one paste: the page lives on and says of each line that it is unknown.</summary>
    private static async Task PasteManyAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste or scan…" }).ClickAsync();
        var list = "NB-EDU\n" + string.Concat(Enumerable.Range(0, 9_999).Select(i => $"{new Guid(i, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10])}\n"));

        // As a paste does it: all at once. Playwright's own typing of so many lines takes the browser minutes.
        await page.Locator("#paste-text").EvaluateAsync("(box, text) => { box.value = text; box.dispatchEvent(new Event('input', { bubbles: true })); }", list);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find them" }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open] .dialog-body")).ToContainTextAsync("1 device found.", new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
    }

    private async Task UploadAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste or scan…" }).ClickAsync();
        var csv = $"Device Serial Number,Windows Product ID\n{Exponent},x\n\"NB-EDU\",y\n{await practice.IntuneIdAsync("NB-PRO")},z\nNB-SAME-NAME,w\n";
        await page.Locator("#paste-file").SetInputFilesAsync(new FilePayload { Name = "export.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(csv) });
        await Assertions.Expect(page.Locator("#paste-text")).ToHaveValueAsync(new Regex("NB-SAME-NAME"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find them" }).ClickAsync();
        await Assertions.Expect(page.Locator("dialog[open] tbody tr")).ToHaveTextAsync([new Regex(@"^\s*5\s*NB-SAME-NAME[\s\S]*2 devices")]);

        // A person picks; nobody guesses.
        await page.Locator("dialog[open] fieldset input[type=radio]").Nth(1).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on with 4 devices" }).ClickAsync();
        await page.IsAtAsync("/resets/new.*selection=");
        await page.SeesAsync("4 devices chosen");
    }

    private static async Task SyncAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Sync now" }).ClickAsync();
        await page.Locator("#device-search").FillAsync(Zeros);
        await page.Locator("tbody a", new() { HasText = "LT-00024" }).WaitForAsync(new() { Timeout = 60_000 });
        await page.Locator("#device-search").FillAsync("");
    }
}
