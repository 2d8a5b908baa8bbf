using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Waves, counted by the practice tenant: what it received when, and what had become of its devices by then.</summary>
public class WaveTests
{
    private static readonly string[] Five = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
    private static readonly WavePlan Canary = new() { Sizes = [Amount.Of(2), Amount.Of(3)], Soak = TimeSpan.FromHours(1), Needed = 100, MostFailures = Amount.Of(0) };

    [Fact]
    public async Task Play_Canary_SecondWaveWaitsForProofAndSoak()
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary, Five);

        await rig.PlayAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(2, rig.WipePosts);
        Assert.All(Five[..2], name => Assert.Null(rig.Tenant.Fleet.Find(name)!.Intune!.PrimaryUserId));
        await rig.PlayAsync(TimeSpan.FromHours(2), () => rig.WipePosts > 2);
        await rig.PlayAsync(TimeSpan.FromMinutes(3));

        var posts = rig.Posts;
        Assert.Equal(Five[..2], Names(rig, posts.Take(2)));
        Assert.Equal(Five[2..], Names(rig, posts.Skip(2)));
        Assert.InRange(posts[2].Time - posts[1].Time, TimeSpan.FromHours(1), TimeSpan.FromHours(1) + TimeSpan.FromMinutes(5));
        Assert.Equal([AuditEvents.BatchWaveOpened, AuditEvents.BatchSent], (await rig.AuditTypesAsync()).Where(t => t.StartsWith("batch.", StringComparison.Ordinal)));
    }

    /// <summary>What was rehearsed is what happens, by the pace of the practice tenant's devices: picked up within 3 min, done 20 to 40 min later.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Play_AsRehearsed_SendsTheSecondWaveAtThatTime(int soakMinutes)
    {
        await using var rig = await PracticeRig.StartAsync();
        var plan = Canary with { Soak = TimeSpan.FromMinutes(soakMinutes) };
        var expected = Expectation.Assumed with { Median = TimeSpan.FromMinutes(33), Slow = TimeSpan.FromMinutes(43), FailureRate = 0, NeverSeen = 0 };
        var rehearsed = Rehearsal.Play(new() { Plan = plan, Devices = 5, StartsAt = rig.Time.GetUtcNow(), SendsPer20Seconds = 20, Expected = expected });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, plan, Five);

        await rig.PlayAsync(TimeSpan.FromHours(3), () => rig.WipePosts == 5);

        Assert.Equal((RehearsalEnd.AllSent, 5), (rehearsed.End, rig.WipePosts));
        Assert.InRange(rig.Posts[2].Time - rehearsed.Waves[1].FirstSend, TimeSpan.FromMinutes(-25), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Play_SoakedButNotProven_NeverOpens()
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Tenant.Fleet.Change(fleet => fleet.Find(Five[1])!.Behaviour = "drawer");
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary, Five);

        await rig.PlayAsync(TimeSpan.FromHours(4));

        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        var batch = await BatchAsync(rig);
        Assert.Equal((BatchState.Running, 0), (batch.State, batch.OpenWave));
    }

    [Fact]
    public async Task Play_WinReOffOnPartOfAModel_HaltsAndSendsNothingMore()
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Tenant.Fleet.Change(fleet =>
        {
            foreach (var name in Five[..2])
                fleet.Find(name)!.Behaviour = "winre-disabled";
        });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary with { Sizes = [Amount.Of(4)], Needed = 0, MostFailures = Amount.Of(1) }, [.. Five, "NB-SHARED"]);

        await rig.PlayAsync(TimeSpan.FromHours(4));

        var batch = await BatchAsync(rig);
        Assert.Equal((BatchState.Paused, 4), (batch.State, rig.WipePosts));
        Assert.Contains("2 devices failed or stalled; the plan bears 1", batch.HaltedBecause, StringComparison.Ordinal);
        Assert.Contains(AuditEvents.BatchHalted, await rig.AuditTypesAsync());
        Assert.Equal(1, await rig.Database.Console.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == NoticeKind.BatchHalted)));
    }

    [Fact]
    public async Task Play_FailuresBeyondTheThreshold_StopTheOpenWaveItself()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary with { Sizes = [Amount.Percent(100)] }, Five);
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 2);
        await FailAsync(rig, position: 0);
        var sent = rig.WipePosts;

        await rig.PlayAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(sent, rig.WipePosts);
        Assert.Equal(BatchState.Paused, (await BatchAsync(rig)).State);
    }

    /// <summary>The condition of each intent stands by itself, also where nobody has halted the batch yet.</summary>
    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 1, true)]
    [InlineData(1, 0, true)]
    public async Task Commit_WithoutAKeeper_FollowsThresholdAndOpenWave(int failures, int position, bool refused)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary with { Sizes = [Amount.Of(1)], Widening = 1 }, Five[..3]);
        for (var i = 0; i < failures; i++)
            await FailAsync(rig, position: 2);

        Assert.Equal(refused, await IntendAsync(rig, position) is null);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"sizes":[],"widening":1,"soakSeconds":0,"needed":0,"mostFailures":{"value":0,"percent":false}}""")]
    [InlineData("""{"sizes":null,"widening":1,"soakSeconds":0,"needed":0,"mostFailures":{"value":0,"percent":false}}""")]
    [InlineData("""{"sizes":[{"value":5,"percent":false}],"widening":1,"soakSeconds":0,"needed":0,"mostFailures":{"value":0,"percent":false},"later":1}""")]
    [InlineData(null)]
    public async Task Play_PlanThatCannotBeRead_SendsNothing(string? stored)
    {
        await using var rig = await PracticeRig.StartAsync();
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary, Five);
        await rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.WavePlan, stored)), default);

        Assert.Null(await IntendAsync(rig, 0));
        await rig.PlayAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(0, rig.WipePosts);
        var batch = await BatchAsync(rig);
        Assert.Equal(BatchState.Paused, batch.State);
        Assert.Contains("wave plan", batch.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_KilledInTheMiddleOfAWave_KeepsTheWave()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary, Five);
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.PlayAsync(TimeSpan.FromMinutes(50));
        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        await rig.PlayAsync(TimeSpan.FromHours(1), () => rig.WipePosts == 5);

        Assert.Equal(Five[2..], Names(rig, rig.Posts.Skip(2)));
        Assert.True(rig.Posts[2].Time - rig.Posts[1].Time >= TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Play_ResumedAfterAHalt_GoesOnUntilTheNextFailure()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Canary with { Sizes = [Amount.Percent(100)] }, Five);
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);
        await FailAsync(rig, position: 0);
        await rig.PlayAsync(TimeSpan.FromMinutes(2));
        var halted = rig.WipePosts;
        await rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b
            .SetProperty(x => x.State, BatchState.Running).SetProperty(x => x.FailuresAccepted, 1).SetProperty(x => x.HaltedBecause, (string?)null)), default);

        await rig.DispatchUntilAsync(() => rig.WipePosts > halted);
        await FailAsync(rig, position: 1);
        var again = rig.WipePosts;
        await rig.PlayAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(again, rig.WipePosts);
        Assert.Equal(2, (await rig.AuditTypesAsync()).Count(t => t == AuditEvents.BatchHalted));
    }

    private static Task<Batch> BatchAsync(PracticeRig rig) => rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync());

    /// <summary>Devices of these POSTs by name; within a wave they go side by side.</summary>
    private static IEnumerable<string> Names(PracticeRig rig, IEnumerable<Simulator.Control.LoggedRequest> posts) =>
        posts.Select(p => rig.Tenant.Fleet.Find(p.Path.Split('/')[^2])!.Key).Order(StringComparer.Ordinal);

    /// <summary>As tracking leaves a device whose order failed.</summary>
    private static Task FailAsync(PracticeRig rig, int position) =>
        rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Position == position).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, DeviceState.Failed).SetProperty(x => x.NextLookAt, (DateTimeOffset?)null)), default);

    private static async Task<SendAttempt?> IntendAsync(PracticeRig rig, int position)
    {
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var request = (await rig.RequestsAsync())[position];
        var before = new Snapshot { TakenAt = rig.Time.GetUtcNow(), ActionResults = [], Holders = new([], []), ManagementState = "managed" };
        return await rig.Node.GetRequiredService<Intents>().CommitAsync(new Intent(Guid.CreateVersion7(), request.Id, before, hold.Token, rig.Ada.Id));
    }
}
