using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>One lease, several holders after one another: what an older holder may still do, and what it must not.</summary>
public class HandOverTests
{
    [Fact]
    public async Task Send_UnderAnOlderHold_LeavesNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var old = hold.Token;
        await TakeOverAsync(rig, rig.AddNode());
        await rig.Database.Console.WriteAsync(db => db.Set<Lease>().ExecuteUpdateAsync(l => l.SetProperty(x => x.Node, "")), default);
        await hold.TakeOrRenewAsync(default);
        Assert.True(hold.Token > old + 1);

        await rig.Node.GetRequiredService<DeviceSender>().SendAsync(await rig.OnlyRequestAsync(), batch, old, default);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Send_FrozenBetweenIntentAndPost_SendsNothingAndGivesTheIntentBack()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        rig.Session.BeforeSend = () => rig.Time.Advance(TimeSpan.FromSeconds(60));

        await rig.DispatchAsync(rounds: 3);

        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(DeviceState.Planned, (await rig.OnlyRequestAsync()).State);
        var attempt = await rig.Database.Console.ReadAsync(db => db.Attempts.SingleAsync());
        Assert.Equal((null, null), (attempt.LeftAt, attempt.LiveRequestId));
        Assert.Contains("lease", attempt.Answer, StringComparison.Ordinal);
        Assert.Null((await rig.OnlyRequestAsync()).CountedAt);
    }

    [Theory]
    [InlineData(204, DeviceState.Pending)]
    [InlineData(400, DeviceState.Failed)]
    [InlineData(429, DeviceState.Unknown)]
    [InlineData(500, DeviceState.Unknown)]
    public async Task Settle_AfterAnotherNodeCalledItUnknown_RecordsWhatGraphSaid(int status, DeviceState expected)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        var attempt = await IntentAsync(rig);
        var other = rig.AddNode();
        await TakeOverAsync(rig, other);
        await PracticeRig.UnderWayAsync(other.GetRequiredService<Dispatcher>().StepAsync(default), rig.PassAsync);
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);

        await rig.Node.GetRequiredService<Settlements>().SettleAsync(Settlement(rig, attempt, status));

        Assert.Equal(expected, (await rig.OnlyRequestAsync()).State);
        Assert.Equal(status, await rig.Database.Console.ReadAsync(db => db.Attempts.Select(a => a.Status).SingleAsync()));
        Assert.Equal(expected == DeviceState.Pending, (await rig.OnlyRequestAsync()).ArmedSince is not null);
    }

    [Fact]
    public async Task Settle_AcceptedAfterAPersonDecidedNotTaken_IsArmedAllTheSame()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        var attempt = await IntentAsync(rig);
        await rig.Database.Console.WriteAsync(async db =>
        {
            var row = await db.Requests.SingleAsync();
            await Ledger.ApplyAsync(db, row, Signal.AnswerLost, null, "Lost.", rig.Time.GetUtcNow(), default);
            await Ledger.ApplyAsync(db, row, Signal.DecidedNotTaken, rig.Ada, "Decided.", rig.Time.GetUtcNow(), default);
            (await db.Attempts.SingleAsync()).LiveRequestId = null;
        }, default);

        await rig.Node.GetRequiredService<Settlements>().SettleAsync(Settlement(rig, attempt, 204));

        var request = await rig.OnlyRequestAsync();
        Assert.Equal(DeviceState.Failed, request.State);
        Assert.NotNull(request.ArmedSince);
        Assert.Contains("request.accepted", await rig.AuditTypesAsync());
    }

    [Fact]
    public async Task Recover_IntentOfALaterHold_IsLeftAlone()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await IntentAsync(rig);
        var token = rig.Node.GetRequiredService<DispatchHold>().Token;

        Assert.Equal(0, await rig.Node.GetRequiredService<Leftovers>().RecoverAsync(new HashSet<Guid>(), token - 1, default));
        Assert.Equal(DeviceState.Sending, (await rig.OnlyRequestAsync()).State);

        Assert.Equal(1, await rig.Node.GetRequiredService<Leftovers>().RecoverAsync(new HashSet<Guid>(), token + 1, default));
        Assert.Equal(DeviceState.Unknown, (await rig.OnlyRequestAsync()).State);
    }

    [Fact]
    public async Task Step_RestartedAfterAnOrderlyStop_WaitsAWholeWindowAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.DispatchAsync(rounds: 3);
        await rig.EndNodeAsync(rig.Node, killed: false);
        rig.AddNode();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 2);
        Assert.Equal(0, rig.WipePosts);
        await rig.DispatchAsync(rounds: 1);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_NewHolder_HasReadItsFirstDevicesWhenItsWindowEnds()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        var dispatcher = rig.Node.GetRequiredService<Dispatcher>();
        await rig.DispatchAsync(rounds: 1);
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        // Sixteen of the twenty seconds have passed.
        await PracticeRig.UnderWayAsync(dispatcher.StepAsync(default), rig.PassAsync);
        await PracticeRig.UntilAsync(() => rig.Tenant.Requests.All.Any(r => r.Path.EndsWith("/users", StringComparison.Ordinal)));
        Assert.Equal(0, rig.WipePosts);

        await rig.PassAsync(TimeSpan.FromSeconds(4.5));
        await PracticeRig.UntilAsync(() => rig.WipePosts == 1);
    }

    [Fact]
    public async Task Step_WallClockJumpsBackAnHour_ANewNodeStillTakesADeadLease()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.DispatchAsync(rounds: 3);
        await rig.EndNodeAsync(rig.Node);
        await rig.Database.Console.WriteAsync(db => db.Set<Lease>().ExecuteUpdateAsync(l => l.SetProperty(x => x.BeatAt, rig.Time.GetUtcNow().AddHours(1))), default);
        rig.AddNode();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");

        await rig.DispatchAsync(rounds: 5);

        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Step_TwoNodesHandingOver_StayWithinTheRateTogether()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "3"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05", "NB-ANEW");
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 3);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchUntilAsync(() => rig.WipePosts >= 6);

        var times = rig.Tenant.Orders.All.Select(o => o.Time).ToList();
        Assert.Equal(6, times.Count);
        Assert.All(times, first => Assert.True(times.Count(t => t >= first && t - first < TimeSpan.FromSeconds(20)) <= 3));
    }

    /// <summary>The first node's intent for the only device, committed and not sent.</summary>
    private static async Task<SendAttempt> IntentAsync(PracticeRig rig)
    {
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var request = await rig.OnlyRequestAsync();
        var before = new Snapshot { TakenAt = rig.Time.GetUtcNow(), ActionResults = [], Holders = new([], []) };
        return (await rig.Node.GetRequiredService<Intents>().CommitAsync(new Intent(Guid.CreateVersion7(), request.Id, before, hold.Token, rig.Ada.Id)))!;
    }

    private static Settlement Settlement(PracticeRig rig, SendAttempt attempt, int status)
    {
        var answer = Answers.Read(new Engine.Graph.PostAnswer(status, new Dictionary<string, string>(), "", null, NeverLeft: false), rig.Time.GetUtcNow());
        return new(attempt.Id, status, rig.Time.GetUtcNow(), answer);
    }

    private static async Task TakeOverAsync(PracticeRig rig, ServiceProvider node)
    {
        var hold = node.GetRequiredService<DispatchHold>();
        for (var look = 0; !await hold.TakeOrRenewAsync(default); look++)
        {
            Assert.True(look < 10, "A dead lease was not taken.");
            rig.Time.Advance(LeaseHold.Beat);
        }
    }
}
