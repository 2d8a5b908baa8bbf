using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>The main road without a mouse: every stop reached by Tab, each with a visible focus.</summary>
public class KeyboardTests(Practice practice, Browser browser)
{
    private const int MostStops = 120;

    private const string Focused = """
        () => {
          const e = document.activeElement, s = getComputedStyle(e);
          return { seen: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none', what: e.outerHTML.slice(0, 120) };
        }
        """;

    [Fact]
    public async Task MainRoad_ByKeyboardAlone_ResetsTheDevice()
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(practice.Console + "/");
        await GoAsync(page, "button[value=ada]");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" }).WaitForAsync();

        await GoAsync(page, "main a[href='/devices']");
        await page.Keyboard.PressAsync("Enter");
        await ArrivedAsync(page, "h1", "Devices");
        await GoAsync(page, "#device-search");
        await page.Keyboard.TypeAsync("NB-ANEW");
        await page.SeesAsync("1 device matches");
        await Assertions.Expect(page.Locator("#device-search")).ToBeFocusedAsync();
        await GoAsync(page, "[aria-label='Select NB-ANEW']");
        await page.Keyboard.PressAsync("Space");
        await GoAsync(page, ".selection .btn-primary");
        await page.Keyboard.PressAsync("Enter");

        await ArrivedAsync(page, "h1", "New reset");
        await PressAsync(page, "Review 1 device");
        await ArrivedAsync(page, "h2.step-title", "Review");
        await PressAsync(page, "Continue: who comes next");
        await ArrivedAsync(page, "h2.step-title", "Plan");
        await GoAsync(page, "[name=next]");
        await page.Keyboard.PressAsync("ArrowDown");
        await GoAsync(page, "#plan-because");
        await page.Keyboard.TypeAsync("Leaver hands the device over");
        await PressAsync(page, "Continue: confirm");
        await ArrivedAsync(page, "h2.step-title", "Confirm");
        await GoAsync(page, "#confirm-typed");
        await page.Keyboard.TypeAsync("1");
        await Assertions.Expect(page.Locator("button.btn-danger[type=submit]")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.IsAtAsync("/resets/[0-9a-f-]{36}");
        await page.SeesAsync("Completed");
        Assert.Equal(1, await practice.PostsAsync("NB-ANEW"));
    }

    [Fact]
    public async Task Dialog_ByKeyboard_KeepsTheFocusInsideAndGivesItBack()
    {
        var page = await browser.SignInAsync(practice, "bo");
        await GoAsync(page, "header .btn-stop");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog[open]").WaitForAsync();
        for (var stop = 0; stop < 12; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement === document.body || !!document.activeElement.closest('dialog[open]')"));
        }

        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Assertions.Expect(page.Locator("header .btn-stop")).ToBeFocusedAsync();
    }

    /// <summary>A new page or step takes the focus to its heading, once; keys pressed before that would go to the old place.</summary>
    private static Task ArrivedAsync(IPage page, string heading, string text) => page.Locator($"{heading}:focus", new() { HasText = text }).WaitForAsync();

    private static async Task PressAsync(IPage page, string button)
    {
        var target = page.GetByRole(AriaRole.Button, new() { Name = button });
        await target.WaitForAsync();
        await Assertions.Expect(target).ToBeEnabledAsync();
        await target.EvaluateAsync("e => e.dataset.next = 'yes'");
        await GoAsync(page, "[data-next=yes]");
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Presses Tab until the wanted element has the focus.</summary>
    private static async Task GoAsync(IPage page, string selector)
    {
        await page.Locator(selector).First.WaitForAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focus = await page.EvaluateAsync(Focused);
            if (await page.EvaluateAsync<bool>("s => document.activeElement.matches(s)", selector))
            {
                Assert.True(focus!.Value.GetProperty("seen").GetBoolean(), $"The focus cannot be seen on {focus.Value.GetProperty("what").GetString()}");
                return;
            }
        }

        Assert.Fail($"{selector} is not reached by {MostStops} Tabs.");
    }
}
