using AutopilotReset.Engine.Batches.Commands;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What must not go out with an approval of Intune's, counted at the tenant.</summary>
public class TenantApprovalRefusalTests
{
    private const string List = "*/operationApprovalRequests";

    [Theory]
    [InlineData("rejected", "request.approval-rejected", "Rejected in Intune by Bo Andersson: Seen with Ada")]
    [InlineData("cancelled", "request.approval-rejected", "Cancelled in Intune by Bo Andersson")]
    [InlineData("expired", "request.approval-expired", "expired")]
    public async Task Step_NotApproved_FailsSayingWhoAndWhyAndSendsNothing(string decision, string entry, string says)
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");

        rig.Decide(decision);
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        var request = await rig.OnlyRequestAsync();
        Assert.Equal((DeviceState.Failed, TenantApproval.None, null), (request.State, request.TenantApproval, request.OpenManagedDeviceId));
        Assert.Contains(says, request.Note, StringComparison.Ordinal);
        Assert.Contains(entry, await rig.AuditTypesAsync());
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_TimeOfExpiryThatIntuneNamedPasses_FailsApprovedOrNot(bool approved)
    {
        await using var rig = await ApprovalRig.StartAsync();
        rig.Tenant.Settings.ApprovalValidHours = 5;
        await rig.AskedAsync("NB-CLEAN-01");
        var foretold = rig.Tenant.Approvals.All.Single().ExpiresAt;
        Assert.Equal(foretold, (await rig.OnlyRequestAsync()).TenantApprovalExpiresAt);
        await rig.KillSwitchAsync(on: true);
        if (approved)
        {
            rig.Decide("approved");
            await rig.ReadAsync();
            Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await rig.StandingAsync());
        }

        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 400 });
        await rig.PassAsync(TimeSpan.FromHours(5));
        await rig.KillSwitchAsync(on: false);
        await rig.DispatchAsync(rounds: 8);

        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Failed, request.State);
        Assert.Contains($"{foretold:u}", request.Note, StringComparison.Ordinal);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    /// <summary>Only what was just read lets it go on, not what was once read of it.</summary>
    [Fact]
    public async Task Step_CalledApprovedOnceAndUnreadableNow_Waits()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 400 });
        await rig.Database.Console.WriteAsync(async db =>
        {
            var attempt = await db.Attempts.SingleAsync();
            attempt.TenantApproval = attempt.TenantApproval! with { Status = "approved" };
        }, default);

        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 2);

        Assert.NotNull((await rig.AttemptsAsync()).Single().TenantApproval!.Problem);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.Asked), await rig.StandingAsync());
        Assert.Equal(1, rig.WipePosts);
    }

    /// <summary>Between two looks at Intune's requests: the intent's own transaction finds it.</summary>
    [Fact]
    public async Task Step_ExpiredSinceTheLastLook_IsNotSent()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await rig.StandingAsync());
        await rig.Database.Console.WriteAsync(async db => (await db.Requests.SingleAsync()).TenantApprovalExpiresAt = rig.Time.GetUtcNow(), default);
        await rig.KillSwitchAsync(on: false);
        var lists = Lists(rig);

        await rig.DispatchAsync(rounds: 1);

        Assert.Equal(lists, Lists(rig));
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Failed, request.State);
        Assert.Contains("approved, before it could be sent again", request.Note, StringComparison.Ordinal);
    }

    /// <summary>No transition leads there; a row that says so all the same is sent neither with a code nor without.</summary>
    [Theory]
    [InlineData(TenantApproval.Asked)]
    [InlineData(TenantApproval.WantsPerson)]
    public async Task Step_PlannedAndYetNotApproved_IsNotSent(TenantApproval standing)
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(async db =>
        {
            var request = await db.Requests.SingleAsync();
            (request.State, request.TenantApproval) = (DeviceState.Planned, standing);
        }, default);

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.Equal((DeviceState.Planned, standing), await rig.StandingAsync());
    }

    [Fact]
    public async Task Step_KillSwitchOnWhileApproved_SendsNothingUntilItIsOff()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 6);
        Assert.Equal(1, rig.WipePosts);
        Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await rig.StandingAsync());

        await rig.KillSwitchAsync(on: false);
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_ApprovalTakenBackBeforeItIsSent_SendsNothing()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);
        rig.Decide("approved");
        await rig.ReadAsync();

        rig.Decide("cancelled");
        await rig.ReadAsync();
        await rig.KillSwitchAsync(on: false);
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(DeviceState.Failed, (await rig.OnlyRequestAsync()).State);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_DeviceChangedWhileItWaited_IsRefusedAndNotSent()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Tenant.Fleet.Change(view => view.Find("NB-CLEAN-01")!.Intune!.DeviceName = "NB-SOMEBODY-ELSE");

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(DeviceState.Refused, (await rig.OnlyRequestAsync()).State);
        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
    }

    [Fact]
    public async Task Step_TakenOver_TheCodeIsVoidAndAPersonHasIntuneAskedAnew()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.TakeOverAsync();
        rig.Decide("approved");
        await rig.ReadAsync();
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await rig.StandingAsync());
        Assert.Equal(1, rig.WipePosts);

        // The former admin's request is still open there: Intune names no code, and nothing goes on by itself.
        await rig.AskAnewAsync();
        await rig.DispatchAsync(rounds: 4);
        await rig.ReadAsync();
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await rig.StandingAsync());
        Assert.Equal(["ada", "bo"], rig.Posts.Select(p => p.Persona));

        rig.Decide("cancelled");
        await rig.AskAnewAsync();
        await rig.DispatchAsync(rounds: 4);
        var (gus, asked) = (rig.Session.AccountOf("gus"), rig.Tenant.Approvals.All[^1]);
        rig.Tenant.Approvals.Decide(asked.Code, "approved", gus.ObjectId, gus.Name, null);
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(["ada", "bo", "bo", "bo"], rig.Posts.Select(p => p.Persona));
        Assert.Equal((1, asked.Code), (rig.Tenant.Orders.CountFor("NB-CLEAN-01"), rig.Posts[^1].Sent("x-msft-approval-code")));
        Assert.All(rig.Posts.SkipLast(1), p => Assert.Null(p.Sent("x-msft-approval-code")));
    }

    /// <summary>Taken over past the desk, between the approval and the intent: the intent's own transaction finds it.</summary>
    [Fact]
    public async Task Step_SenderIsAnotherAtTheIntent_SendsNeitherWithTheCodeNorWithout()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.Database.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).SendsAs = rig.Bo, default);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 400 });
        await rig.KillSwitchAsync(on: false);

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(1, rig.WipePosts);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await rig.StandingAsync());
    }

    [Theory]
    [InlineData("UPDATE Attempts SET Body = '{\"keepEnrollmentData\":false,\"keepUserData\":false}'")]
    [InlineData("UPDATE Attempts SET ApprovalCode = NULL")]
    public async Task Step_WhatWasKeptIsNotWhatWasAskedFor_SendsNothing(string change)
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01");
        await rig.KillSwitchAsync(on: true);
        rig.Decide("approved");
        await rig.ReadAsync();
        Assert.Equal((DeviceState.Planned, TenantApproval.Granted), await rig.StandingAsync());
        rig.Database.Execute(change);
        await rig.KillSwitchAsync(on: false);

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((1, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.WantsPerson), await rig.StandingAsync());
    }

    [Fact]
    public async Task Step_ApprovalsMayNotBeRead_WaitsNamesWhatIsMissingAndGoesOnOnceItIsThere()
    {
        await using var rig = await ApprovalRig.StartAsync();
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = List, Status = 403, Message = "User is not authorized to perform this operation" });
        await rig.AskedAsync("NB-CLEAN-01");
        rig.Decide("approved");
        await rig.ReadAsync();

        var reading = (await rig.AttemptsAsync()).Single().TenantApproval!;
        Assert.True(reading.Missing);
        Assert.Contains("DeviceManagementConfiguration.Read.All is missing", reading.Problem, StringComparison.Ordinal);
        Assert.Equal((DeviceState.AwaitingTenantApproval, TenantApproval.Asked), await rig.StandingAsync());
        Assert.Equal(1, rig.WipePosts);

        rig.Tenant.Faults.Clear();
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal((2, 1), (rig.WipePosts, rig.Tenant.Orders.CountFor("NB-CLEAN-01")));
    }

    [Fact]
    public async Task Step_CancelledWhileItWaits_IsNotSentWhenItIsApprovedAfterwards()
    {
        await using var rig = await ApprovalRig.StartAsync();
        await rig.AskedAsync("NB-CLEAN-01", "NB-CLEAN-02");
        var batchId = (await rig.RequestsAsync())[0].BatchId;
        await rig.Database.Console.WriteAsync(async db =>
            await CancelUnsent.ApplyAsync(db, await db.Batches.SingleAsync(b => b.Id == batchId), rig.Ada, AuditEvents.BatchCancelled, "Wrong room", rig.Time.GetUtcNow(), default), default);

        rig.Decide("approved");
        await rig.ReadAsync();
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal((2, 0), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.All(await rig.RequestsAsync(), r => Assert.Equal(DeviceState.Cancelled, r.State));
        Assert.All(await rig.RequestsAsync(), r => Assert.EndsWith("stays open in Intune until it expires or is cancelled there.", r.Note, StringComparison.Ordinal));
    }

    private static int Lists(PracticeRig rig) => rig.Tenant.Requests.All.Count(r => r.Path.EndsWith("/operationApprovalRequests", StringComparison.OrdinalIgnoreCase));
}
