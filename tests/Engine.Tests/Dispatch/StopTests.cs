using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
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

    public enum Stopping
    {
        KillSwitch,
        KillSwitchGone,
        Pause,
        TakeOver,
    }

    [Theory]
    [InlineData(Stopping.KillSwitch)]
    [InlineData(Stopping.KillSwitchGone)]
    [InlineData(Stopping.Pause)]
    [InlineData(Stopping.TakeOver)]
    public async Task Step_StoppedBetweenIntentAndPost_ReleasesTheIntent(Stopping by)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        using var elsewhere = rig.Database.Reopen();
        var stopped = false;
        using var subscription = rig.Database.Feed.Subscribe(change =>
        {
            if (change.Kind != ChangeKind.Request || stopped)
                return;
            stopped = true;
            elsewhere.WriteAsync(db => StopAsync(db, by), default).GetAwaiter().GetResult();
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
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Throttled));
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchUntilAsync(() => rig.WipePosts >= 2);

        var posts = rig.Posts;
        Assert.True(posts[1].Time - posts[0].Time >= TimeSpan.FromSeconds(400), $"{posts[1].Time - posts[0].Time}");
    }

    [Fact]
    public async Task Step_RoleLostWhileADeviceWaitsForItsTurn_SendsItNoMore()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 400, Times = 1 });
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Throttled));
        await rig.DispatchUntilAsync(() => rig.Time.GetUtcNow() - rig.Posts[0].Time > TimeSpan.FromSeconds(5));
        await rig.PassAsync(TimeSpan.FromSeconds(100));

        rig.Tenant.Personas["ada"].Roles.Clear();
        await rig.PassAsync(TimeSpan.FromSeconds(320));
        await rig.DispatchAsync(rounds: 12);

        Assert.Equal(1, rig.WipePosts);
        Assert.All(rig.Posts, p => Assert.Equal(429, p.Status));
    }

    [Fact]
    public async Task Standing_FoundLostOnOneWay_IsBelievedOnNone()
    {
        await using var rig = await PracticeRig.StartAsync();
        var standings = rig.Node.GetRequiredService<Standings>();
        var (account, batch) = (rig.Session.AccountOf("ada"), Guid.CreateVersion7());
        Assert.Equal(StandingKind.Confirmed, (await standings.ConfirmAsync(account, batch, default)).Kind);

        rig.Tenant.Personas["ada"].Roles.Clear();

        Assert.Equal(StandingKind.RoleLost, (await standings.ConfirmAsync(account, null, default)).Kind);
        Assert.Equal(StandingKind.RoleLost, (await standings.ConfirmAsync(account, batch, default)).Kind);
    }

    [Fact]
    public async Task Step_DailyCapInsideOneGroup_SendsNoMoreThanIt()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "190"), ("Guards:DevicesPer24Hours", "3"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");

        await rig.DispatchAsync(rounds: 8);

        Assert.Equal(3, rig.WipePosts);
        rig.Time.Advance(TimeSpan.FromHours(23));
        await rig.DispatchAsync(rounds: 6);
        Assert.Equal(3, rig.WipePosts);
    }

    private static Task StopAsync(ConsoleDbContext db, Stopping by) => by switch
    {
        Stopping.KillSwitch => db.Set<KillSwitchRow>().ExecuteUpdateAsync(k => k.SetProperty(x => x.On, true)),
        Stopping.KillSwitchGone => db.Set<KillSwitchRow>().ExecuteDeleteAsync(),
        Stopping.Pause => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.State, BatchState.Paused)),
        _ => db.Set<Lease>().ExecuteUpdateAsync(l => l.SetProperty(x => x.Token, x => x.Token + 1)),
    };
}
