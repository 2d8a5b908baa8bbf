using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What leaves the house, counted by the practice tenant.</summary>
public class DispatcherTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";

    [Fact]
    public async Task Step_CleanDevice_IsAcceptedOnceAsTheAdminAndArmed()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 5);

        var order = Assert.Single(rig.Tenant.Orders.All);
        Assert.Equal(("autopilotReset", "ada"), (order.Kind, order.Persona));
        Assert.Equal(1, rig.WipePosts);
        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Pending, request.State);
        Assert.NotNull(request.ArmedSince);
        Assert.NotNull(request.Before);
    }

    [Fact]
    public async Task Step_NewHolder_WaitsAWholeWindowBeforeItsFirstSend()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 2);
        Assert.Equal(0, rig.WipePosts);

        await rig.DispatchAsync(rounds: 1);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_Audit_SaysSendingBeforeAccepted()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 4);

        var audit = await rig.AuditTypesAsync();
        Assert.Equal(["request.sending", "request.accepted"], audit.Where(t => t.StartsWith("request.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Step_TurnedHybridSinceConfirmation_IsRefusedWhateverWasConfirmed()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Fleet.Change(v => v.Find("NB-CLEAN-01")!.Entra!.TrustType = "ServerAd");

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(0, rig.WipePosts);
        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Refused, request.State);
        Assert.Contains("ServerAd", request.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Step_ChangedSinceConfirmation_IsRefusedNamingOldAndNew()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Fleet.Change(v => v.Find("NB-CLEAN-01")!.Intune!.DeviceName = "CEO-LAPTOP");

        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(0, rig.WipePosts);
        var note = (await rig.OnlyRequestAsync()).Note;
        Assert.Contains("\"NB-CLEAN-01\" → \"CEO-LAPTOP\"", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, FaultMoment.After)]
    [InlineData(503, FaultMoment.After)]
    [InlineData(504, FaultMoment.Before)]
    [InlineData(409, FaultMoment.Before)]
    [InlineData(0, FaultMoment.After)]
    [InlineData(0, FaultMoment.Before)]
    public async Task Step_AnswerLost_IsUnknownAndNeverSentAgain(int status, FaultMoment moment)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, When = moment, Status = status == 0 ? null : status, Reset = status == 0, Times = 1 });

        await rig.DispatchAsync(rounds: 12);

        Assert.Equal(1, rig.WipePosts);
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
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

    [Fact]
    public async Task Step_RoleLost_PausesBeforeAnySend()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Tenant.Personas["ada"].Roles.Clear();

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(BatchState.Paused, await rig.Database.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync()));
    }

    [Fact]
    public async Task Step_AuthorityUnreachable_SendsNothingAndGoesOnAfterwards()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Session.Unreachable = true;
        await rig.DispatchAsync(rounds: 5);
        Assert.Equal(0, rig.WipePosts);

        rig.Session.Unreachable = false;
        await rig.DispatchAsync(rounds: 5);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_KillSwitchOn_SendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(async db => (await db.Set<KillSwitchRow>().SingleAsync()).On = true, default);

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_KillSwitchRowMissing_SendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(db => db.Set<KillSwitchRow>().ExecuteDeleteAsync(), default);

        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(0, rig.WipePosts);
    }

    [Fact]
    public async Task Step_ConfirmationOlderThan24Hours_PausesTheBatch()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Time.Advance(TimeSpan.FromHours(25));

        await rig.DispatchAsync(rounds: 5);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(BatchState.Paused, await rig.Database.Console.ReadAsync(db => db.Batches.Where(b => b.Id == batch.Id).Select(b => b.State).SingleAsync()));
    }

    [Fact]
    public async Task Step_CrashAfterIntent_BecomesUnknownAndIsNeverSent()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.Database.Console.WriteAsync(async db =>
        {
            var request = await db.Requests.SingleAsync();
            db.Attempts.Add(new SendAttempt
            {
                Id = Guid.CreateVersion7(rig.Time.GetUtcNow()),
                RequestId = request.Id,
                BatchId = request.BatchId,
                Tenant = request.Tenant,
                Number = 1,
                LiveRequestId = request.Id,
                AccountId = "a",
                Node = "dead",
                FencingToken = 0,
                IntentAt = rig.Time.GetUtcNow(),
            });
            await Ledger.ApplyAsync(db, request, Signal.Claimed, null, "Sending.", rig.Time.GetUtcNow(), default);
        }, default);

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_TwoNodes_SendEachDeviceOnce()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "190"));
        string[] names = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
        await rig.ConfirmAsync(OrderKind.AutopilotReset, names);
        rig.AddNode();

        await rig.DispatchAsync(rounds: 8);

        Assert.All(names, n => Assert.Equal(1, rig.Tenant.Orders.CountFor(n)));
        Assert.Equal(names.Length, rig.WipePosts);
    }

    [Fact]
    public async Task Step_FullWipe_SendsBothFlagsFalse()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.Wipe, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 5);

        Assert.Equal("wipe", Assert.Single(rig.Tenant.Orders.All).Kind);
    }
}
