using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What the answer to a send leads to, and whether anything is sent again.</summary>
public class DispatcherAnswersTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";

    [Theory]
    [InlineData(500, FaultMoment.After)]
    [InlineData(503, FaultMoment.After)]
    [InlineData(504, FaultMoment.Before)]
    [InlineData(409, FaultMoment.Before)]
    [InlineData(0, FaultMoment.After)]
    [InlineData(0, FaultMoment.Before)]
    public async Task Step_AnswerLost_IsUnknownUntilIntuneShowsItAndNeverSentAgain(int status, FaultMoment moment)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, When = moment, Status = status == 0 ? null : status, Reset = status == 0, Times = 1 });

        await rig.DispatchAsync(rounds: 12);

        Assert.Equal(1, rig.WipePosts);

        // What was executed stands in Intune's own audit.
        Assert.Equal(moment == FaultMoment.After ? DeviceState.Pending : DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
        Assert.Contains("request.answer-lost", await rig.AuditTypesAsync());
    }

    [Fact]
    public async Task Step_429ThatWasExecuted_IsFoundAndNotSentAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, When = FaultMoment.After, Status = 429, RetryAfter = 5, Times = 1 });

        await rig.DispatchAsync(rounds: 12);

        Assert.Equal((1, 1), (rig.WipePosts, rig.Tenant.Orders.All.Count));
        Assert.Equal(DeviceState.Pending, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_429NotExecuted_IsSentAgainOnlyAfterTwoCleanReadsAMinuteApart()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 5, Times = 1 });

        await rig.DispatchAsync(rounds: 14);

        var posts = rig.Tenant.Requests.All.Where(r => r.Method == "POST" && r.Path.EndsWith("/wipe", StringComparison.Ordinal)).ToList();
        Assert.Equal((2, 1), (posts.Count, rig.Tenant.Orders.All.Count));
        Assert.True(posts[1].Time - posts[0].Time >= TimeSpan.FromSeconds(65));
        Assert.Equal(DeviceState.Pending, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_429Always_EndsUnknownAfterTheThirdSend()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 1 });

        await rig.DispatchAsync(rounds: 40);

        Assert.Equal(3, rig.WipePosts);
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_ApprovalRequired_WaitsForTheTenantsSecondAdmin()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault
        {
            Method = "POST",
            Path = Wipe,
            Status = 403,
            Code = "Forbidden",
            Message = "ApprovalRequired",
            Headers = new Dictionary<string, string> { ["x-msft-approval-code"] = "code-7" },
        });

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(1, rig.WipePosts);
        Assert.Equal(DeviceState.AwaitingTenantApproval, (await rig.OnlyRequestAsync()).State);
        Assert.Equal("code-7", await rig.Database.Console.ReadAsync(db => db.Attempts.Select(a => a.ApprovalCode).SingleAsync()));
    }

    [Fact]
    public async Task Step_ScopeWithdrawn_PausesTheBatchAndKeepsTheDevicePlanned()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        rig.Tenant.Faults.Add(new Fault
        {
            Method = "POST",
            Path = Wipe,
            Status = 403,
            Code = "Forbidden",
            Message = "Application is not authorized to perform this operation. Application must have one of the following scopes: DeviceManagementManagedDevices.PrivilegedOperations.All",
        });

        await rig.DispatchAsync(rounds: 8);

        Assert.Empty(rig.Tenant.Orders.All);
        Assert.InRange(rig.WipePosts, 1, 3);
        Assert.All(await rig.RequestsAsync(), r => Assert.Equal(DeviceState.Planned, r.State));
        var paused = await rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync(b => b.Id == batch.Id));
        Assert.Equal(BatchState.Paused, paused.State);
        Assert.Contains("PrivilegedOperations", paused.StateReason, StringComparison.Ordinal);
    }
}
