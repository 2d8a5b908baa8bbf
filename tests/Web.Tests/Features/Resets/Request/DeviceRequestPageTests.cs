using AngleSharp.Dom;
using AutopilotReset.Web.Features.Resets.Request;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Request;

public sealed class DeviceRequestPageTests : PageTest
{
    private const int Waiting = 3, Unknown = 4, Armed = 5, Stalled = 8, Completed = 23, WithFindings = 10;

    [Fact]
    public void Armed_SaysSinceWhenAndThatItWillBeErased()
    {
        var page = Open(Armed);

        Assert.Contains("Armed since", page.Markup, StringComparison.Ordinal);
        Assert.Contains("will be erased at its next check-in", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeAfter_MarksWhatDiffersOnly()
    {
        var page = Open(Completed);

        var differing = page.FindAll(".compare tr.differs th").Select(t => t.TextContent);
        Assert.Equal(["Primary user", "Owner", "Last check-in"], differing);
    }

    [Fact]
    public void Finding_Repair_ShowsTheHolderAndRemovesIt()
    {
        var page = Open(WithFindings);
        Button(page, "Repair…").Click();
        Assert.Contains("elif4@contoso.example", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        Assert.Contains(People.User(4).Id, page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);

        DialogButton(page).Click();

        Assert.Equal($"repair {new Repair(FakeOrders.RequestId(WithFindings), Holder.PrimaryUser, People.User(4).Id, null)}", Assert.Single(Desk.Commands));
    }

    [Fact]
    public void Finding_RepairSettingAPerson_SendsTheName()
    {
        var page = Open(WithFindings);
        Button(page, "Repair…").Click();

        page.Find("#repair-set").Change(true);
        page.Find("#repair-upn").Input(" new.hire@contoso.example ");
        DialogButton(page).Click();

        Assert.Equal($"repair {new Repair(FakeOrders.RequestId(WithFindings), Holder.PrimaryUser, People.User(4).Id, "new.hire@contoso.example")}", Assert.Single(Desk.Commands));
    }

    [Fact]
    public void Finding_RepairSettingNobody_NeverReadsAsRemove()
    {
        var page = Open(WithFindings);
        Button(page, "Repair…").Click();

        page.Find("#repair-set").Change(true);
        page.Find("#repair-upn").Input("  ");
        DialogButton(page).Click();

        Assert.Empty(Desk.Commands);
        Assert.Contains("Write the user principal name", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_RepairRefusedForAnotherHolder_IsShownInPlace()
    {
        var page = Open(WithFindings);
        Button(page, "Repair…").Click();
        Desk.Refusal = new Refused("holder-changed", "The primary user is Kaja by now.");

        DialogButton(page).Click();

        Assert.Contains("The primary user is Kaja by now.", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_Owner_CanOnlyBeRemoved()
    {
        Desk.Findings[0] = Desk.Findings[0] with { Holder = Holder.Owner };
        var page = Open(WithFindings);

        Button(page, "Repair…").Click();

        Assert.Empty(page.FindAll("#repair-set"));
        Assert.Contains("can only be removed", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_Decide_NeedsChoiceAndReason()
    {
        var page = Open(Unknown);
        Button(page, "Decide…").Click();
        Assert.Contains("Actions in Intune", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        Assert.True(DialogButton(page).HasAttribute("disabled"));

        page.Find("dialog textarea").Input("Intune's history shows nothing");
        DialogButton(page).Click();
        Assert.Empty(Desk.Commands);
        Assert.Contains("Choose taken or not taken", page.Find("dialog [role=alert]").TextContent, StringComparison.Ordinal);

        page.Find("#taken-no").Change(true);
        DialogButton(page).Click();
        Assert.Equal([$"decide {FakeOrders.RequestId(Unknown)} False Intune's history shows nothing"], Desk.Commands);
    }

    [Fact]
    public void Unknown_Taken_SendsTaken()
    {
        var page = Open(Unknown);
        Button(page, "Decide…").Click();

        page.Find("#taken-yes").Change(true);
        page.Find("dialog textarea").Input("wipe pending in Intune");
        DialogButton(page).Click();

        Assert.Equal([$"decide {FakeOrders.RequestId(Unknown)} True wipe pending in Intune"], Desk.Commands);
    }

    [Fact]
    public void Stalled_Close_SaysThatItStaysArmedAndNeedsAReason()
    {
        var page = Open(Stalled);
        Button(page, "Close…").Click();
        Assert.Contains("The order stays armed", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        Assert.True(DialogButton(page).HasAttribute("disabled"));

        page.Find("dialog textarea").Input("Scrapped");
        DialogButton(page).Click();

        Assert.Equal([$"close {FakeOrders.RequestId(Stalled)} Scrapped"], Desk.Commands);
    }

    [Fact]
    public void WaitingForIntunesSecondAdmin_SaysSinceWhenAndUntilWhen_AndIsCancelledAlone()
    {
        Desk.Rows[Waiting] = Desk.Rows[Waiting] with { TenantApproval = TenantApproval.Asked, TenantApprovalExpiresAt = Time.GetUtcNow().AddHours(60) };
        var page = Open(Waiting);
        Assert.Contains("Waits for a second admin in Intune since", page.Find(".tenant-approval").TextContent, StringComparison.Ordinal);
        Assert.Contains("expires", page.Find(".tenant-approval").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("Ask Intune anew", StringComparison.Ordinal));

        Button(page, "Cancel this device").Click();
        Assert.Contains("stays open in Intune", page.Find("dialog .dialog-body").TextContent, StringComparison.Ordinal);
        page.Find("dialog textarea").Input("Stays with its user");
        DialogButton(page).Click();

        Assert.Equal([$"cancel device {FakeOrders.RequestId(Waiting)} Stays with its user"], Desk.Commands);
    }

    [Fact]
    public void ApprovalThatCannotBeUsed_IsAskedForAnewWithAReason()
    {
        Desk.Rows[Waiting] = Desk.Rows[Waiting] with { TenantApproval = TenantApproval.WantsPerson };
        var page = Open(Waiting);

        Button(page, "Ask Intune anew").Click();
        Assert.True(DialogButton(page).HasAttribute("disabled"));
        page.Find("dialog textarea").Input("Bo took over");
        DialogButton(page).Click();

        Assert.Equal([$"ask anew {FakeOrders.RequestId(Waiting)} Bo took over"], Desk.Commands);
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData(Waiting)]
    [InlineData(Stalled)]
    [InlineData(WithFindings)]
    public void Auditor_SeesNoCommand(int request)
    {
        SignIn(People.Auditor);

        var page = Open(request);

        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains('…'));
        Assert.NotEmpty(page.FindAll(".compare"));
    }

    [Fact]
    public void Request_NotThere_SaysSo() => Assert.Contains("There is no such request", Open(999).Markup, StringComparison.Ordinal);

    private IRenderedComponent<DeviceRequestPage> Open(int request)
    {
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}/{FakeOrders.RequestId(request)}");
        return Render<DeviceRequestPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)).Add(x => x.RequestId, FakeOrders.RequestId(request)));
    }

    private static IElement Button(IRenderedComponent<DeviceRequestPage> page, string text) =>
        page.FindAll("button").Single(b => b.TextContent.Trim().StartsWith(text, StringComparison.Ordinal));

    private static IElement DialogButton(IRenderedComponent<DeviceRequestPage> page) => page.FindAll("dialog .dialog-foot button").Last();
}
