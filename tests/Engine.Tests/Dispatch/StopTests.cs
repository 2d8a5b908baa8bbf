using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What stops a send that already has its intent, and what stops the whole tenant.</summary>
public class StopTests
{
    private const string Wipe = "/v1.0/deviceManagement/managedDevices/*/wipe";

    [Theory]
    [InlineData("UPDATE KillSwitches SET \"On\" = 1")]
    [InlineData("UPDATE Batches SET State = 1")]
    [InlineData("UPDATE DispatchLeases SET Token = Token + 1")]
    [InlineData("ALTER TABLE KillSwitches RENAME TO Elsewhere")]
    public async Task Step_StoppedBetweenIntentAndPost_ReleasesTheIntent(string stop)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        var stopped = false;
        using var subscription = rig.Database.Feed.Subscribe(change =>
        {
            if (change.Kind != ChangeKind.Request || stopped)
                return;
            stopped = true;
            rig.Database.Execute(stop);
        });

        await rig.DispatchAsync(rounds: 3);

        Assert.True(stopped);
        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(["request.sending", "request.never-left"], (await rig.AuditTypesAsync()).Where(t => t.StartsWith("request.", StringComparison.Ordinal)));
        var request = await rig.OnlyRequestAsync();
        Assert.Equal((DeviceState.Planned, null), (request.State, request.CountedAt));
    }

    [Fact]
    public async Task Step_ShutdownBetweenIntentAndPost_ReleasesTheIntent()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.DispatchAsync(rounds: 2);
        using var stop = new CancellationTokenSource();
        rig.Session.BeforeSend = stop.Cancel;
        var dispatcher = rig.Node.GetRequiredService<Dispatcher>();

        await dispatcher.StepAsync(stop.Token);
        await dispatcher.IdleAsync();

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_429_StopsEverySendOfTheTenantUntilRetryAfter()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 200, Times = 1 });
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);

        await rig.DispatchUntilAsync(() => rig.WipePosts >= 3);

        var posts = rig.Posts;
        Assert.True(posts[1].Time - posts[0].Time >= TimeSpan.FromSeconds(200), $"{posts[1].Time - posts[0].Time}");
    }

    [Fact]
    public async Task Step_429ThenANewHolder_StillWaitsForRetryAfter()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 400, Times = 1 });
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchUntilAsync(() => rig.WipePosts >= 2);

        var posts = rig.Posts;
        Assert.True(posts[1].Time - posts[0].Time >= TimeSpan.FromSeconds(400), $"{posts[1].Time - posts[0].Time}");
    }

    [Fact]
    public async Task Step_DailyCapInsideOneGroup_SendsNoMoreThanIt()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "190"), ("Guards:DevicesPer24Hours", "3"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(3, rig.WipePosts);
        await rig.PassAsync(TimeSpan.FromHours(23));
        await rig.DispatchAsync(rounds: 2);
        Assert.Equal(3, rig.WipePosts);
    }

    [Fact]
    public async Task Step_DatabaseRefusesTheAnswer_IsRecordedOnceItTakesItAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.DispatchAsync(rounds: 2);
        rig.Session.BeforeSend = () => rig.Database.Execute("CREATE TRIGGER Full BEFORE UPDATE ON Attempts BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var dispatcher = rig.Node.GetRequiredService<Dispatcher>();
        await dispatcher.StepAsync(default);
        await PracticeRig.UntilAsync(() => rig.Node.GetRequiredService<EngineHealth>().Rows.Any(r => r.Text.Contains("disk full", StringComparison.Ordinal)));
        Assert.Equal((1, DeviceState.Sending), (rig.WipePosts, (await rig.OnlyRequestAsync()).State));

        rig.Database.Execute("DROP TRIGGER Full");
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        await dispatcher.IdleAsync();

        Assert.Equal((1, DeviceState.Pending), (rig.WipePosts, (await rig.OnlyRequestAsync()).State));
    }
}
