using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What two people must agree on, from the confirmation to what the practice tenant received.</summary>
public class ApprovalTests
{
    private const string Because = "Looked at the list with the team";

    [Fact]
    public async Task Confirmed_AboveTheLimit_NothingLeavesUntilASecondPersonApproves()
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "1"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02");
        await engine.DispatchAsync(rounds: 6);
        Assert.Empty(engine.Posts);
        Assert.DoesNotContain(AuditEvents.For(Signal.Claimed), await TypesAsync(engine));

        Assert.Null((await ApproveAsync(engine, "bo", batch)).Refused);
        await engine.DispatchAsync(rounds: 6);

        Assert.Equal(["ada", "ada"], engine.Posts.Select(p => p.Persona));
        var types = await TypesAsync(engine);
        Assert.True(types.IndexOf(AuditEvents.BatchApproved) < types.IndexOf(AuditEvents.For(Signal.Claimed)));
        var approved = Assert.Single((await engine.Get<IAuditTrail>().FindAsync(engine.Ada, new AuditQuery { TypePrefix = AuditEvents.BatchApproved }, 0, 10, default)).Rows);
        Assert.Equal(("Bo Andersson", batch), (approved.ActorName, approved.BatchId));
        Assert.Contains((await BatchAsync(engine)).FrozenHash, approved.Payload, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NB-CLEAN-01", OrderKind.Wipe, "50")]
    [InlineData("NB-CLEAN-01", OrderKind.AutopilotReset, "0")]
    public async Task Confirmed_AnyWipeAndAnyResetAboveNone_Waits(string name, OrderKind kind, string above)
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", above));
        var batch = await engine.TryConfirmAsync(kind, name);
        Assert.Null(batch.Refused);
        await engine.DispatchAsync(rounds: 6);
        Assert.Empty(engine.Posts);

        Assert.Null((await ApproveAsync(engine, "bo", batch.Value)).Refused);
        await engine.DispatchAsync(rounds: 4);

        Assert.Single(engine.Posts);
    }

    public enum Nobody
    {
        Oneself,
        SameAccountWithAnotherHome,
        GuestAccountOfOneself,
        RoleLost,
        Unreachable,
    }

    [Theory]
    [InlineData(Nobody.Oneself, "second-person")]
    [InlineData(Nobody.SameAccountWithAnotherHome, "second-person")]
    [InlineData(Nobody.GuestAccountOfOneself, "second-person")]
    [InlineData(Nobody.RoleLost, "role-lost")]
    [InlineData(Nobody.Unreachable, "standing-unknown")]
    public async Task Approve_ByNoSecondPerson_IsRefusedAuditedAndSendsNothing(Nobody who, string code)
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "0"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01");
        var (ada, gus) = (engine.Ada, engine.AdminOf("gus"));
        var admin = who switch
        {
            Nobody.Oneself => ada,
            Nobody.SameAccountWithAnotherHome => ada with { HomeObjectId = "another", TenantId = ada.TenantId.ToUpperInvariant() },
            Nobody.GuestAccountOfOneself => gus with { HomeObjectId = ada.HomeObjectId, HomeTenantId = ada.HomeTenantId.ToUpperInvariant() },
            _ => engine.AdminOf("bo"),
        };
        if (who == Nobody.RoleLost)
            engine.Tenant.Personas["bo"].Roles.Clear();
        engine.Session.Unreachable = who == Nobody.Unreachable;

        var refused = (await ApproveAsync(engine, admin, batch)).Refused;
        engine.Session.Unreachable = false;
        await engine.DispatchAsync(rounds: 6);

        Assert.Equal(code, refused?.Code);
        Assert.Empty(engine.Posts);
        var entry = Assert.Single((await engine.Get<IAuditTrail>().FindAsync(ada, new AuditQuery { TypePrefix = AuditEvents.CommandRefused, BatchId = batch }, 0, 10, default)).Rows);
        Assert.Contains($"batch.approve refused ({code})", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approved_ThenExpired_NothingLeavesUntilApprovedAnew()
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "0"), ("Guards:ApprovalValidHours", "1"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01");
        Assert.Null((await ApproveAsync(engine, "bo", batch)).Refused);
        engine.Time.Advance(TimeSpan.FromMinutes(61));
        await engine.DispatchAsync(rounds: 6);
        Assert.Empty(engine.Posts);
        Assert.Contains(AuditEvents.BatchApprovalExpired, await TypesAsync(engine));
        Assert.Null((await BatchAsync(engine)).ApprovedBy);

        Assert.Null((await ApproveAsync(engine, "bo", batch)).Refused);
        await engine.DispatchAsync(rounds: 4);

        Assert.Single(engine.Posts);
    }

    [Theory]
    [InlineData("UPDATE Batches SET FrozenHash = 'another'")]
    [InlineData("UPDATE Batches SET NextUser = 2")]
    [InlineData("UPDATE Batches SET Waves = 2, WavePlan = '{}'")]
    [InlineData("UPDATE Batches SET ApprovedBy = ConfirmedBy")]
    [InlineData("UPDATE Batches SET ApprovedBy = NULL")]
    [InlineData("UPDATE Batches SET ApprovedFor = NULL")]
    [InlineData("UPDATE Batches SET Kind = 1")]
    [InlineData("UPDATE Batches SET Kind = 7")]
    [InlineData("UPDATE Requests SET Kind = 1")]
    [InlineData("UPDATE Batches SET ApprovedBy = 'nonsense'")]
    public async Task Approved_ThenAnythingOfItChanged_SendsNothing(string change)
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.ApprovalBecause = "it is a test";
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Database.Execute(change);

        for (var round = 0; round < 6; round++)
        {
            if (await Record.ExceptionAsync(() => rig.DispatchAsync(rounds: 1)) is not null)
                await rig.PassAsync(TimeSpan.FromSeconds(11));
        }

        Assert.Equal(0, rig.WipePosts);
    }

    /// <summary>As an older version left it: the row says nothing of an approval.</summary>
    [Theory]
    [InlineData(OrderKind.Wipe, 0)]
    [InlineData(OrderKind.AutopilotReset, 1)]
    public async Task RowThatSaysNothing_AWipeWaitsAllTheSame(OrderKind kind, int posts)
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Unapproved = true;
        await rig.ConfirmAsync(kind, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(posts, rig.WipePosts);
    }

    [Theory]
    [InlineData("bo")]
    [InlineData("ada")]
    [InlineData("wendy")]
    public async Task Withdrawn_MidBatch_NoFurtherPost(string by)
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "0"), ("Graph:WritesPer20Seconds", "1"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        Assert.Null((await ApproveAsync(engine, "bo", batch)).Refused);
        engine.Session.BeforeSend = () =>
        {
            engine.Session.BeforeSend = null;
            Assert.Null(engine.Get<IResetDesk>().WithdrawApprovalAsync(engine.AdminOf(by), batch, Because, default).GetAwaiter().GetResult().Refused);
        };

        await engine.DispatchAsync(rounds: 12);

        Assert.Single(engine.Posts);
        Assert.Equal((BatchState.Paused, null), ((await BatchAsync(engine)).State, (await BatchAsync(engine)).ApprovedAt));
        Assert.Null((await engine.Get<IResetDesk>().ResumeAsync(engine.Ada, batch, default)).Refused);
        await engine.DispatchAsync(rounds: 6);
        Assert.Single(engine.Posts);
    }

    [Fact]
    public async Task TakenOver_ByTheApprover_NeedsAThirdPerson()
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "0"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01");
        Assert.Null((await ApproveAsync(engine, "bo", batch)).Refused);
        Assert.Null((await engine.Get<IResetDesk>().TakeOverAsync(engine.AdminOf("bo"), batch, default)).Refused);
        await engine.DispatchAsync(rounds: 6);
        Assert.Empty(engine.Posts);
        Assert.Equal(["second-person", "second-person"], [(await ApproveAsync(engine, "ada", batch)).Refused?.Code, (await ApproveAsync(engine, "bo", batch)).Refused?.Code]);

        Assert.Null((await ApproveAsync(engine, "wendy", batch)).Refused);
        await engine.DispatchAsync(rounds: 4);

        Assert.Equal("bo", Assert.Single(engine.Posts).Persona);
    }

    [Fact]
    public async Task Split_IntoSmallBatches_TheOneAboveTheLimitWaits()
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "2"));
        await engine.ConfirmAsync("NB-CLEAN-01");
        await engine.ConfirmAsync("NB-CLEAN-02");
        await engine.DispatchAsync(rounds: 6);
        Assert.Equal(2, engine.Posts.Count);

        await engine.ConfirmAsync("NB-CLEAN-03");
        await engine.DispatchAsync(rounds: 6);

        Assert.Equal(2, engine.Posts.Count);
    }

    [Fact]
    public async Task Rejected_IsCancelledForGood()
    {
        await using var engine = await WholeEngine.StartAsync(("Guards:ApprovalAboveDevices", "0"));
        var batch = await engine.ConfirmAsync("NB-CLEAN-01", "NB-CLEAN-02");

        Assert.Equal(2, (await engine.Get<IResetDesk>().RejectAsync(engine.AdminOf("bo"), batch, Because, default)).Value);
        await engine.DispatchAsync(rounds: 6);

        Assert.Empty(engine.Posts);
        Assert.Equal("wrong-state", (await ApproveAsync(engine, "wendy", batch)).Refused?.Code);
        Assert.All(await engine.RequestsAsync(), r => Assert.Equal((DeviceState.Cancelled, $"Rejected: {Because}"), (r.State, r.Note)));
        Assert.Equal(BatchState.Finished, (await BatchAsync(engine)).State);
    }

    private static Task<Outcome<Done>> ApproveAsync(WholeEngine engine, string persona, Guid batch) => ApproveAsync(engine, engine.AdminOf(persona), batch);

    /// <summary>As the page does it: with the list and number that it was shown.</summary>
    private static async Task<Outcome<Done>> ApproveAsync(WholeEngine engine, Admin admin, Guid batch)
    {
        var shown = (await engine.Get<IResetDesk>().GetBatchAsync(engine.Ada, batch, default))!;
        return await engine.Get<IResetDesk>().ApproveAsync(admin, new Approving(batch, shown.Approval!.FrozenHash, $"{shown.Row.Total}"), default);
    }

    private static Task<Batch> BatchAsync(WholeEngine engine) => engine.Get<ConsoleDatabase>().ReadAsync(db => db.Batches.SingleAsync());

    private static Task<List<string>> TypesAsync(WholeEngine engine) =>
        engine.Get<ConsoleDatabase>().ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());
}
