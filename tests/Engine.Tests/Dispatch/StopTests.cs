using AutopilotReset.Engine.Batches.Commands;
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
using Microsoft.Extensions.Options;

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
        ApprovalEnds,
        ApprovalExpires,
    }

    [Theory]
    [InlineData(Stopping.KillSwitch)]
    [InlineData(Stopping.KillSwitchGone)]
    [InlineData(Stopping.Pause)]
    [InlineData(Stopping.TakeOver)]
    [InlineData(Stopping.ApprovalEnds)]
    [InlineData(Stopping.ApprovalExpires)]
    public async Task Step_StoppedBetweenIntentAndPost_ReleasesTheIntent(Stopping by)
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.ApprovalBecause = "it is a test";
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
    public async Task Step_CancelledBetweenIntentAndPost_SendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        using var elsewhere = rig.Database.Reopen();
        var stopped = false;
        using var subscription = rig.Database.Feed.Subscribe(change =>
        {
            if (change.Kind != ChangeKind.Request || stopped)
                return;
            stopped = true;
            Cancel(rig, elsewhere, batch.Id);
        });

        await rig.DispatchAsync(rounds: 3);
        await rig.DispatchAsync(rounds: 3);

        Assert.Equal(0, rig.WipePosts);
        await CancelledAsync(rig);
    }

    /// <summary>On the wire when all was cancelled, and back without an order: it must not be sent a second time.</summary>
    [Theory]
    [InlineData(401, "")]
    [InlineData(403, "ApprovalRequired")]
    [InlineData(429, "")]
    public async Task Step_CancelledWhileOnTheWire_IsNotSentAgain(int status, string message)
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        using var elsewhere = rig.Database.Reopen();
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = status, Message = message, RetryAfter = 5, Times = 1 });
        rig.Session.BeforeSend = () =>
        {
            rig.Session.BeforeSend = null;
            Cancel(rig, elsewhere, batch.Id);
        };

        await rig.DispatchUntilAsync(() => rig.WipePosts == 1);
        await rig.DispatchUntilAsync(() => !rig.IsAny(DeviceState.Sending) && !rig.IsAny(DeviceState.Throttled));
        await rig.DispatchAsync(rounds: 5);

        Assert.Equal(1, rig.WipePosts);
        Assert.Empty(rig.Tenant.Orders.All);
        await CancelledAsync(rig);
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

        await PracticeRig.UnderWayAsync(dispatcher.StepAsync(stop.Token), rig.PassAsync);
        await PracticeRig.SettleAsync(dispatcher.IdleAsync(), rig.PassAsync);

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
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 240, Times = 1 });
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Throttled));
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchUntilAsync(() => rig.WipePosts >= 2);

        var posts = rig.Posts;
        Assert.True(posts[1].Time - posts[0].Time >= TimeSpan.FromSeconds(240), $"{posts[1].Time - posts[0].Time}");
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

    /// <summary>Devices that were taken up wait with the batch as it was then; a take-over during that wait counts, whether or not the former sender lost the role.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_TakenOverWhileDevicesWaitForTheirTurn_IsSentAsTheNewAdminAlone(bool formerLosesTheRole)
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03");
        rig.Tenant.Faults.Add(new Fault { Method = "POST", Path = Wipe, Status = 429, RetryAfter = 150, Times = 1 });
        await rig.DispatchUntilAsync(() => rig.IsAny(DeviceState.Throttled));
        await rig.DispatchUntilAsync(() => rig.Time.GetUtcNow() - rig.Posts[0].Time > TimeSpan.FromSeconds(5));
        var bo = rig.Session.AccountOf("bo");

        await rig.Database.Console.WriteAsync(async db => (await db.Batches.SingleAsync()).SendsAs = bo, default);
        if (formerLosesTheRole)
            rig.Tenant.Personas["ada"].Roles.Clear();
        await rig.DispatchUntilAsync(() => rig.WipePosts == 4);
        await rig.DispatchUntilAsync(() => !rig.IsAny(DeviceState.Sending));

        Assert.Equal(["ada", "bo", "bo", "bo"], rig.Posts.Select(p => p.Persona));
        Assert.Equal(3, rig.Tenant.Orders.All.Count);
        var attempts = await rig.Database.Console.ReadAsync(db => db.Attempts.OrderBy(a => a.IntentAt).Select(a => a.AccountId).ToListAsync());
        Assert.Equal([rig.Ada.Id, bo.Id, bo.Id, bo.Id], attempts);
        Assert.NotEqual(BatchState.Paused, await rig.Database.Console.ReadAsync(db => db.Batches.Select(b => b.State).SingleAsync()));
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

    private static void Cancel(PracticeRig rig, ConsoleDatabase database, Guid batch)
    {
        var ada = rig.Tenant.Personas["ada"];
        var admin = new Admin(ada.HomeObjectId, ada.HomeTenantId, ada.ObjectId, TestDatabase.Tenant, ada.DisplayName, ada.UserPrincipalName, AccessLevel.Operator);
        var desk = new CommandDesk(database, rig.Node.GetRequiredService<Standings>(), TestDatabase.Identity, rig.Time);
        var command = new CancelUnsent(database, desk, TestDatabase.Identity, new PresentNumbers(database, Options.Create(new GuardNumbers()), TestDatabase.Identity), rig.Time);
        Assert.Null(command.CancelAsync(admin, batch, "The wrong list was confirmed", default).GetAwaiter().GetResult().Refused);
    }

    private static async Task CancelledAsync(PracticeRig rig)
    {
        var request = await rig.OnlyRequestAsync();
        Assert.Equal((DeviceState.Cancelled, null), (request.State, request.OpenManagedDeviceId));
        Assert.Equal(BatchState.Finished, await rig.Database.Console.ReadAsync(db => db.Batches.Select(b => b.State).SingleAsync()));
        Assert.All(await rig.Database.Console.ReadAsync(db => db.Attempts.ToListAsync()), attempt => Assert.Null(attempt.LiveRequestId));
    }

    private static Task StopAsync(ConsoleDbContext db, Stopping by) => by switch
    {
        Stopping.KillSwitch => db.Set<KillSwitchRow>().ExecuteUpdateAsync(k => k.SetProperty(x => x.On, true)),
        Stopping.KillSwitchGone => db.Set<KillSwitchRow>().ExecuteDeleteAsync(),
        Stopping.ApprovalEnds => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.ApprovedBy, (Account?)null).SetProperty(x => x.ApprovedAt, (DateTimeOffset?)null).SetProperty(x => x.ApprovedFor, (string?)null)),
        Stopping.ApprovalExpires => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.ApprovedAt, DateTimeOffset.UnixEpoch)),
        Stopping.Pause => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.State, BatchState.Paused)),
        _ => db.Set<Lease>().ExecuteUpdateAsync(l => l.SetProperty(x => x.Token, x => x.Token + 1)),
    };
}
