using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>The main road as a technician walks it, on real pages.</summary>
internal static class Road
{
    /// <summary>Chooses devices by name or serial, up to the finished review.</summary>
    public static Task ReviewAsync(this IPage page, Practice practice, params string[] names) => page.ReviewAtAsync(practice.Console + "/resets/new", names);

    /// <summary>The same for a wipe, which takes one device.</summary>
    public static Task ReviewWipeAsync(this IPage page, Practice practice, string name) => page.ReviewAtAsync(practice.Console + "/resets/new?kind=wipe", name);

    private static async Task ReviewAtAsync(this IPage page, string address, params string[] names)
    {
        await page.GotoAsync(address);
        await page.Locator("#choose-paste").FillAsync(string.Join('\n', names));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find these devices" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Review ") }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).WaitForAsync();
    }

    /// <summary>From a finished review over the plan to the last step.</summary>
    public static async Task PlanAsync(this IPage page, string next = "SomebodyElse", string because = "Leaver hands the device to a colleague")
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: who comes next" }).ClickAsync();
        await page.Locator($"#next-{next}").CheckAsync();
        await page.Locator("#plan-because").FillAsync(because);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue: confirm" }).ClickAsync();

        // The step's heading takes the focus once; keys typed before that would be lost to it.
        await page.Locator("h2.step-title:focus", new() { HasText = "Confirm" }).WaitForAsync();
    }

    /// <summary>From a finished review over Plan and Confirm to the batch's page.</summary>
    public static async Task ConfirmAsync(this IPage page, string typed, string next = "SomebodyElse")
    {
        await page.PlanAsync(next);
        await page.Locator("#confirm-typed").TypeInAsync(typed);
        await page.Locator("button.btn-danger[type=submit]").ClickAsync();
        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
    }

    public static Task ConfirmAsync(this IPage page, int devices, string next = "SomebodyElse") => page.ConfirmAsync(devices.ToString(CultureInfo.InvariantCulture), next);

    /// <summary>From a batch's page, as somebody who did not ask for it.</summary>
    public static async Task ApproveAsync(this IPage page, int devices)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve…" }).ClickAsync();
        await page.Locator("#approve-typed").TypeInAsync(devices.ToString(CultureInfo.InvariantCulture));
        await page.Locator("dialog[open] .btn-danger").ClickAsync();
        await page.Locator("section.approval").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>Types as a person does, who sees the box first. Playwright's own waits for no more than the element: in a dialog that is about to be shown, the keys would be lost.</summary>
    public static async Task TypeInAsync(this ILocator box, string text)
    {
        await box.WaitForAsync(new() { State = WaitForSelectorState.Visible });
        await box.PressSequentiallyAsync(text);
    }

    /// <summary>Waits until the address is such a one. Playwright's own wait for an address also waits for a load, which a page that navigates by itself need not have.</summary>
    public static Task IsAtAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string pattern, float seconds = 60) =>
        Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex(pattern), new() { Timeout = seconds * 1000 });

    /// <summary>Waits until the page shows a state; devices and dispatcher take their time.</summary>
    public static Task SeesAsync(this IPage page, string text, float seconds = 90) =>
        page.GetByText(text, new() { Exact = false }).First.WaitForAsync(new() { Timeout = seconds * 1000 });

    /// <summary>Asks until the answer is as wanted; for what other processes do, never for sleeping.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, int seconds = 90)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        while (!await holds())
        {
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"Not within {seconds} s: {what}");
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
