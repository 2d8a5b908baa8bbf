using AutopilotReset.Web.Features.Resets.Batch;
using AutopilotReset.Web.Features.Resets.History;
using AutopilotReset.Web.Tests.Testing;
using AutopilotReset.Web.Tests.Testing.Fakes;
using Bunit;

namespace AutopilotReset.Web.Tests.Features.Resets.Batch;

public sealed class ApprovalCardTests : PageTest
{
    private static readonly BatchApproval Wanted = new()
    {
        Because = "25 devices are more than the 10 that one person may have reset alone",
        Wanted = true,
        FrozenHash = "h25",
        Unusual = ["2 devices: LT-00003 and others: checked in within the hour."],
    };

    [Fact]
    public void WithoutAnApproval_IsNotThere() => Assert.Empty(Open(null).FindAll(".approval"));

    [Fact]
    public void Wanted_SaysWhatHowManyForWhomWhyAndWhatIsUnusual()
    {
        var card = Open(Wanted).Find(".approval").Text();

        Assert.Contains("Waits for the approval of a second person", card, StringComparison.Ordinal);
        Assert.Contains("Autopilot Reset of 25 devices, next user: somebody else.", card, StringComparison.Ordinal);
        Assert.Contains("6 of them are not sent yet.", card, StringComparison.Ordinal);
        Assert.Contains("Ines Varga asked for it 50 min ago: “Classroom 12, end of term” (ticket CHG0004711)", card, StringComparison.Ordinal);
        Assert.Contains("25 devices are more than the 10 that one person may have reset alone.", card, StringComparison.Ordinal);
        Assert.Contains("LT-00003 and others: checked in within the hour.", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Wanted_StateSaysSoEverywhere()
    {
        var page = Open(Wanted);

        Assert.Equal(["Waits for approval"], page.FindAll(".batch-state .chip").Select(c => c.TextContent));
        Assert.Contains("Nothing is sent until a second person approves.", page.Text(".batch-state"), StringComparison.Ordinal);
        Assert.Contains("when a second person has approved", page.Text(".batch-summary"), StringComparison.Ordinal);
        Assert.Contains("Waits for approval", Render<ResetsPage>().Find(".batch-line").Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("2", false)]
    [InlineData("025", false)]
    [InlineData("25", true)]
    public void Approve_OnlyTheExactNumber_OpensTheButtonAndSendsWhatWasSeen(string typed, bool opens)
    {
        var page = Open(Wanted);
        page.Button("Approve…").Click();
        page.Find("#approve-typed").Input(typed);

        var button = page.Button("Approve: 25 devices will be reset");
        Assert.Equal(opens, !button.HasAttribute("disabled"));
        if (opens)
            button.Click();

        Assert.Equal(opens ? [$"approve {FakeOrders.BatchId(1)} h25 25"] : [], Desk.Commands);
    }

    [Fact]
    public void Approve_Refused_StaysAndSaysWhy()
    {
        Desk.Refusal = new Refused("role-lost", "Your account no longer holds a role.");
        var page = Open(Wanted);
        page.Button("Approve…").Click();
        page.Find("#approve-typed").Input("25");

        page.Button("Approve: 25 devices will be reset").Click();

        Assert.Contains("Your account no longer holds a role.", page.Text("[role=alert]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reject_WithAReason_Cancels()
    {
        var page = Open(Wanted);
        page.Button("Reject…").Click();
        page.Find("dialog textarea").Input("The wrong classroom");

        page.Button("Reject and cancel 6 devices").Click();

        Assert.Equal([$"reject {FakeOrders.BatchId(1)} The wrong classroom"], Desk.Commands);
    }

    [Fact]
    public void OwnRequest_SaysThatAnotherMustAndOffersNeither()
    {
        var page = Open(Wanted with { NotByYou = "You confirmed this batch yourself; another admin must approve it." });

        Assert.Equal("You confirmed this batch yourself; another admin must approve it.", page.Text(".approval-yours"));
        Assert.False(page.HasButton("Approve") || page.HasButton("Reject"));
    }

    [Fact]
    public void Auditor_SeesItAndNoCommand()
    {
        SignIn(People.Auditor);

        var page = Open(Wanted);

        Assert.Contains("Autopilot Reset of 25 devices", page.Text(".approval"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".approval button, .page-actions button"));
        Assert.False(page.HasButton("Approve") || page.HasButton("Reject") || page.HasButton("Withdraw"));
    }

    [Fact]
    public void Expired_SaysWhy() => Assert.Contains(
        "The approval of yesterday is too old.", Open(Wanted with { ApprovedBy = "Bo", ApprovedAt = Time.GetUtcNow().AddDays(-1), Problem = "The approval of yesterday is too old." }).Text(".approval [role=status]"), StringComparison.Ordinal);

    [Fact]
    public void Approved_SaysByWhomUntilWhenAndCanBeWithdrawn()
    {
        var page = Open(Wanted with { Wanted = false, ApprovedBy = "Bo", ApprovedAt = Time.GetUtcNow().AddHours(-1), ValidUntil = Time.GetUtcNow().AddHours(23) });
        Assert.Empty(page.FindAll(".approval"));
        Assert.Contains("Approved Bo, 60 min ago, holds until Mon 23 Nov 2026", page.Text(".batch-summary").Replace("ApprovedBo", "Approved Bo", StringComparison.Ordinal), StringComparison.Ordinal);

        page.Button("Withdraw the approval").Click();
        page.Find("dialog textarea").Input("The list looks wrong");
        page.Button("Withdraw and pause").Click();

        Assert.Equal([$"withdraw {FakeOrders.BatchId(1)} The list looks wrong"], Desk.Commands);
    }

    [Fact]
    public void TakeOver_SaysThatTheApprovalEnds()
    {
        Desk.Adjust = detail => detail with { Approval = Wanted, SendsAs = "somebody@contoso.example" };
        var page = Show();

        page.Button("Take over").Click();

        Assert.Contains("It then waits for the approval of somebody else", page.Text("dialog .dialog-body"), StringComparison.Ordinal);
    }

    private IRenderedComponent<ResetPage> Open(BatchApproval? approval)
    {
        Desk.Batches[0] = Desk.Batches[0] with { WaitsForApproval = approval?.Wanted == true };
        Desk.Adjust = detail => detail with { Approval = approval, ExpectedSentBy = null };
        return Show();
    }

    private IRenderedComponent<ResetPage> Show()
    {
        Navigation.NavigateTo($"/resets/{FakeOrders.BatchId(1)}");
        return Render<ResetPage>(p => p.Add(x => x.BatchId, FakeOrders.BatchId(1)));
    }
}
