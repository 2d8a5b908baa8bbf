using AutopilotReset.EndToEnd.Tests.Hosting;
using Microsoft.Playwright;

namespace AutopilotReset.EndToEnd.Tests;

/// <summary>One asks, another approves, each in a browser of their own; what the practice tenant received is the judge.</summary>
public class ApprovalTests(Practice practice, Browser browser)
{
    private const string Wiped = "NB-BATTERY", Beside = "NB-WINRE";

    [Fact]
    public async Task Wipe_IsSentOnlyAfterSomebodyElseApprovedIt()
    {
        var ada = await browser.SignInAsync(practice, "ada");
        var looks = new Looks(ada);
        await ada.ReviewWipeAsync(practice, Wiped);
        await ada.PlanAsync();
        await ada.SeesAsync("This needs the approval of a second person");
        await looks.AtAsync("confirm, needs a second person");
        await ada.Locator("#confirm-typed").TypeInAsync(await practice.SerialAsync(Wiped));
        await ada.Locator("button.btn-danger[type=submit]").ClickAsync();
        await ada.IsAtAsync("/resets/[0-9a-f-]{36}");
        await ada.SeesAsync("You confirmed this batch yourself; another admin must approve it.");
        await looks.AtAsync("batch, waits for approval, asked for by oneself");
        var address = new Uri(ada.Url).AbsolutePath;

        // An order confirmed after it is sent meanwhile: the dispatcher has passed the wipe by.
        await ada.ReviewAsync(practice, Beside);
        await ada.ConfirmAsync(1);
        await Road.UntilAsync(async () => await practice.AcceptedAsync(Beside) == 1, "the reset beside it is accepted");
        Assert.Equal(0, await practice.PostsAsync(Wiped));

        var bo = await browser.SignInAsync(practice, "bo");
        await ApproveAsync(bo, address);
        await Road.UntilAsync(async () => await practice.AcceptedAsync(Wiped) == 1, "the wipe is accepted");

        Assert.Equal((1, "wipe"), (await practice.PostsAsync(Wiped), Assert.Single(await practice.AcceptedKindsAsync(Wiped))));
        await ada.GotoAsync(practice.Console + address);
        await ada.SeesAsync("Bo Andersson approved the wipe of 1 device that Ada Lindgren confirmed");
        await ada.GotoAsync(practice.Console + "/audit?q=batch.approved");
        await ada.SeesAsync("Bo Andersson approved the wipe");
        looks.AreClean(atLeast: 2);
    }

    /// <summary>The refused of a reset go into one wipe, which is named by its number; whoever asked for it does not approve it.</summary>
    [Fact]
    public async Task WipeOfSeveral_InsteadOfTheRefusedReset_IsSentOnceAfterApproval()
    {
        string[] hybrids = ["NB-SE", "NB-LTSC"];
        foreach (var name in hybrids)
            await practice.PatchAsync($"/devices/{name}", new { entra = new { trustType = "ServerAd" } });
        var bo = await browser.SignInAsync(practice, "bo");
        var looks = new Looks(bo);
        await bo.ReviewAsync(practice, [.. hybrids, "NB-PERSONAL"]);
        await looks.AtAsync("review, wipe of several instead");
        await bo.GetByRole(AriaRole.Button, new() { Name = "Full wipe of these 2 devices instead…" }).ClickAsync();
        await bo.IsAtAsync("kind=wipe");
        await bo.PlanAsync();
        await looks.AtAsync("confirm, wipe of several");
        await bo.Locator("#confirm-typed").TypeInAsync("2");
        await bo.GetByRole(AriaRole.Button, new() { Name = "Wipe 2 devices" }).ClickAsync();
        await bo.IsAtAsync("/resets/[0-9a-f-]{36}");
        await bo.SeesAsync("You confirmed this batch yourself; another admin must approve it.");

        var ada = await browser.SignInAsync(practice, "ada", path: new Uri(bo.Url).AbsolutePath);
        await ada.ApproveAsync(devices: 2);
        foreach (var name in hybrids)
        {
            await Road.UntilAsync(async () => await practice.AcceptedAsync(name) == 1, $"the wipe of {name} is accepted");
            Assert.Equal((1, "wipe"), (await practice.PostsAsync(name), Assert.Single(await practice.AcceptedKindsAsync(name))));
        }

        Assert.Equal((0, 0), (await practice.PostsAsync("NB-PERSONAL"), await practice.AlarmsAsync()));
        looks.AreClean(atLeast: 2);
    }

    /// <summary>The approver finds it on the overview, and has to type the number.</summary>
    private async Task ApproveAsync(IPage bo, string address)
    {
        var looks = new Looks(bo);
        await bo.Locator($"[aria-labelledby=person-title] a[href='{address}']").ClickAsync();
        await bo.Locator("section.approval").WaitForAsync();
        await Assertions.Expect(bo.Locator("section.approval")).ToContainTextAsync("Wipe of 1 device");
        await looks.AtAsync("batch, waits for approval");
        await bo.GetByRole(AriaRole.Button, new() { Name = "Reject…" }).ClickAsync();
        await looks.AtAsync("batch, reject");
        await bo.Keyboard.PressAsync("Escape");
        await bo.GetByRole(AriaRole.Button, new() { Name = "Approve…" }).ClickAsync();
        await Assertions.Expect(bo.Locator("dialog[open] .btn-danger")).ToBeDisabledAsync();
        await looks.AtAsync("batch, approve");
        await bo.Keyboard.PressAsync("Escape");
        await StaleAsync(bo, address, looks);
        await bo.ApproveAsync(devices: 1);
        await looks.AtAsync("batch, approved");
        looks.AreClean(atLeast: 5);
    }

    /// <summary>A session that Entra renewed without asking approves nothing; its note leads through a sign-in by hand and back.</summary>
    private async Task StaleAsync(IPage bo, string address, Looks looks)
    {
        await practice.PatchAsync("/personas/bo", new { authenticatedMinutesAgo = 20 });
        await bo.GotoAsync($"{practice.Console}/authentication/login?returnUrl={Uri.EscapeDataString(address)}");
        await bo.GetByRole(AriaRole.Button, new() { Name = "Approve…" }).ClickAsync();
        await bo.Locator("#approve-typed").TypeInAsync("1");
        await bo.Locator("dialog[open] .btn-danger").ClickAsync();
        await bo.SeesAsync("Approving needs a sign-in of the last 15 minutes");
        await looks.AtAsync("batch, approve, sign in again");
        Assert.Equal(0, await practice.PostsAsync(Wiped));
        await bo.Locator("dialog[open] a", new() { HasText = "Sign in again" }).ClickAsync();
        await bo.Locator("button[value=bo]").ClickAsync();
        await bo.IsAtAsync(address);
    }
}
