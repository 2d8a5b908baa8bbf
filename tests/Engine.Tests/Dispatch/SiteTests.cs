using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Caps of a site, counted by the practice tenant: what it received when, and what had become of its devices by then.</summary>
public class SiteTests
{
    private static readonly string[] Five = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
    private static readonly SiteCap Two = new() { Most = 2 };

    [Fact]
    public async Task Play_TwoAtATime_NeverHasThreeUnderWayAndSendsAll()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        await rig.PlayAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        await rig.PlayAsync(TimeSpan.FromHours(6), () => rig.WipePosts == 5);

        Assert.Equal(5, rig.WipePosts);
        await NeverMoreAsync(rig, 2);

        // Each further one left after somebody before it had been reset: the tenant's own devices say so.
        for (var n = 2; n < 5; n++)
            Assert.True(rig.Posts.Take(n).Count(p => ResetBy(rig, p, rig.Posts[n].Time)) >= n - 1, $"Order {n + 1} left while more than one before it was at work.");
    }

    /// <summary>The first in the list are of a site that is full: those behind them are of another.</summary>
    [Fact]
    public async Task Dispatch_OneSiteFull_SendsTheOthersInTheirOrder()
    {
        await using var rig = await StartAsync(Two, (Five[..4], "BER"), (["NB-CLEAN-05", "NB-SHARED"], "ham"), (["NB-DRAWER"], ""));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, [.. Five[..4], "NB-DRAWER", "NB-SHARED", "NB-CLEAN-05"]);

        await rig.DispatchAsync(6);

        Assert.Equal(["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-05", "NB-DRAWER", "NB-SHARED"], Names(rig, rig.Posts));
        Assert.Equal([2, 3], (await rig.RequestsAsync()).Where(r => r.State == DeviceState.Planned).Select(r => r.Position));
    }

    /// <summary>Waiting costs no read of a device: nothing is taken up that has no room.</summary>
    [Fact]
    public async Task Dispatch_SiteFull_ReadsNoDeviceInVain()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.DispatchAsync(4);
        var before = rig.Tenant.Requests.All.Count;

        await rig.DispatchAsync(5);

        Assert.Equal(2, rig.WipePosts);
        Assert.DoesNotContain(rig.Tenant.Requests.All.Skip(before), r => r.Path.Contains("/managedDevices/", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Dispatch_NoGroupTag_IsOneSiteAndNotUnlimited()
    {
        await using var rig = await StartAsync(Two, (Five, ""));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        await rig.DispatchAsync(6);

        Assert.Equal(2, rig.WipePosts);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(4, 3)]
    [InlineData(11, 2)]
    public async Task Dispatch_ByName_TakesItsBeginningForTheSite(int? letters, int sent)
    {
        await using var rig = await StartAsync(Two with { By = SiteRule.NamePrefix, Letters = letters });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, [.. Five[..3], "NB-SHARED"]);

        await rig.DispatchAsync(6);

        Assert.Equal(sent, rig.WipePosts);
    }

    /// <summary>A laptop in a drawer holds its place for the confirmed hours and not for ever; nor does one that checks in and never does anything.</summary>
    [Theory]
    [InlineData("offline")]
    [InlineData("drawer")]
    public async Task Play_NothingEverHeard_LetsGoAfterTheConfirmedTime(string behaviour)
    {
        await using var rig = await StartAsync(Two with { Most = 1, LetsGoAfter = TimeSpan.FromHours(2) }, (Five, "BER"));
        rig.Tenant.Fleet.Change(fleet => fleet.Find(Five[0])!.Behaviour = behaviour);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);

        await rig.PlayAsync(TimeSpan.FromMinutes(115));
        Assert.Equal(Five[..1], Names(rig, rig.Posts));
        await rig.PlayAsync(TimeSpan.FromMinutes(60), () => rig.WipePosts > 1);

        Assert.Equal(Five[..2], Names(rig, rig.Posts));
        Assert.InRange(rig.Posts[1].Time - rig.Posts[0].Time, TimeSpan.FromHours(2), TimeSpan.FromHours(2) + TimeSpan.FromMinutes(30));
    }

    /// <summary>It let go of its place, and then it leaves the drawer: it counts again.</summary>
    [Fact]
    public async Task Commit_LateSignOfWork_CountsAgain()
    {
        await using var rig = await StartAsync(Two with { Most = 1, LetsGoAfter = TimeSpan.FromHours(1) }, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..3]);
        await rig.DispatchAsync(4);
        Assert.Equal(1, rig.WipePosts);
        await rig.PassAsync(TimeSpan.FromMinutes(61));

        await rig.Database.Console.WriteAsync(async db =>
        {
            var first = await db.Requests.SingleAsync(r => r.Position == 0);
            Assert.True(await Ledger.ApplyAsync(db, first, Signal.Seen, null, "Checked in.", rig.Time.GetUtcNow(), default));
        }, default);

        Assert.Null(await IntendAsync(rig, 1));
        await rig.DispatchAsync(3);
        Assert.Equal(1, rig.WipePosts);
    }

    [Fact]
    public async Task Play_KilledInTheMiddle_KeepsTheCap()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.DispatchUntilAsync(() => rig.WipePosts >= 1);
        await rig.EndNodeAsync(rig.Node);
        rig.AddNode();

        await rig.DispatchAsync(8);

        Assert.Equal(2, rig.WipePosts);
        await NeverMoreAsync(rig, 2);
    }

    /// <summary>Two batches with a cap share a site's line, whatever their caps tell a site by; one without a cap asks nobody.</summary>
    [Fact]
    public async Task Dispatch_TwoBatches_ShareTheSite()
    {
        await using var rig = await StartAsync(Two, (Five, "NB"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[0]);
        await rig.DispatchAsync(4);
        rig.Sites = Two with { By = SiteRule.NamePrefix };
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[1], Five[2]);
        await rig.DispatchAsync(4);
        rig.Sites = Two with { Most = 3 };
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[3], Five[4]);

        await rig.DispatchAsync(4);
        Assert.Equal([Five[0], Five[1], Five[3]], Names(rig, rig.Posts));

        rig.Sites = null;
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-SHARED");
        await rig.DispatchAsync(4);
        Assert.Equal(4, rig.WipePosts);
    }

    /// <summary>The condition of each intent stands by itself, also within one transaction of many.</summary>
    [Fact]
    public async Task Commit_ManyAtOnce_AdmitsNoMoreThanTheCap()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 5).Select(position => IntendAsync(rig, position)));

        Assert.Equal(2, attempts.Count(a => a is not null));
    }

    /// <summary>Its site has grown busier between the intent and the POST: the last look says so, and what has not left goes back.</summary>
    [Fact]
    public async Task Ask_SiteBusierThanAtTheIntent_SaysNo()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);
        var attempt = await IntendAsync(rig, 0);
        var request = (await rig.RequestsAsync())[0];
        var clearance = rig.Node.GetRequiredService<Clearance>();
        Assert.Null(await clearance.AskAsync(request, attempt!.FencingToken));

        await rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Position == 1).ExecuteUpdateAsync(r => r.SetProperty(x => x.AtWorkSince, rig.Time.GetUtcNow())), default);

        Assert.Equal("2 devices of BER are rebuilding, at most 1. The rest of them waits.", await clearance.AskAsync(request, attempt.FencingToken));
    }

    /// <summary>What is taken up, and what is about to be, has its place already: nothing is read that could not be sent.</summary>
    [Fact]
    public async Task Planned_OthersTakenUp_CountsThem()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        var (turns, requests) = (rig.Node.GetRequiredService<SiteTurns>(), await rig.RequestsAsync());

        Assert.Equal([0, 1], await PositionsAsync(batch, [], []));
        Assert.Equal([1], await PositionsAsync(batch, [requests[0].Id], []));
        Assert.Equal([0], await PositionsAsync(batch, [requests[4].Id], []));
        Assert.Equal([0], await PositionsAsync(batch, [], [requests[4]]));
        Assert.Empty(await PositionsAsync(batch, [requests[0].Id], [requests[4]]));

        async Task<IEnumerable<int>> PositionsAsync(Batch of, Guid[] inFlight, DeviceRequest[] taken) =>
            (await turns.PlannedAsync(of, Two, inFlight, taken, 10, default)).Select(r => r.Position);
    }

    /// <summary>Somebody decided that Intune had not taken it, and then the answer came: it had.</summary>
    [Fact]
    public async Task Settle_AcceptedAfterAll_CountsAgain()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);
        var attempt = (await IntendAsync(rig, 0))!;
        await rig.Database.Console.WriteAsync(async db =>
        {
            var first = await db.Requests.SingleAsync(r => r.Position == 0);
            foreach (var signal in (Signal[])[Signal.AnswerLost, Signal.DecidedNotTaken])
                Assert.True(await Ledger.ApplyAsync(db, first, signal, null, "x", rig.Time.GetUtcNow(), default));
        }, default);
        Assert.Null((await rig.RequestsAsync())[0].AtWorkSince);

        await rig.Node.GetRequiredService<Settlements>().SettleAsync(new Settlement(attempt.Id, 204, rig.Time.GetUtcNow(), new Answer(Signal.Accepted, "Accepted.")));

        Assert.Null(await IntendAsync(rig, 1));
    }

    /// <summary>A person closed it while it was stalled; the order stays armed, and its device begins after all.</summary>
    [Fact]
    public async Task Play_ClosedAndThenSeen_CountsAgain()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        rig.Tenant.Fleet.Change(fleet => fleet.Find(Five[0])!.Behaviour = "drawer");
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);
        await rig.DispatchAsync(4);
        await rig.Database.Console.WriteAsync(async db =>
        {
            await db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.State, BatchState.Paused));
            var first = await db.Requests.SingleAsync(r => r.Position == 0);
            foreach (var signal in (Signal[])[Signal.DeadlinePassed, Signal.ClosedByPerson])
                Assert.True(await Ledger.ApplyAsync(db, first, signal, null, "x", rig.Time.GetUtcNow(), default));
        }, default);
        Assert.Null((await rig.RequestsAsync())[0].AtWorkSince);

        await rig.PassAsync(TimeSpan.FromMinutes(15));
        await rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Position == 0).ExecuteUpdateAsync(r => r.SetProperty(x => x.NextLookAt, rig.Time.GetUtcNow())), default);
        await rig.PlayAsync(TimeSpan.FromMinutes(2));

        Assert.NotNull((await rig.RequestsAsync())[0].AtWorkSince);
    }

    [Theory]
    [InlineData("{", 1)]
    [InlineData("null", 1)]
    [InlineData("{}", 1)]
    [InlineData("""{"most":0,"by":"GroupTag","letters":null,"letsGoAfterMinutes":240}""", 1)]
    [InlineData("""{"most":2,"by":"Subnet","letters":null,"letsGoAfterMinutes":240}""", 1)]
    [InlineData("""{"most":2,"by":"7","letters":null,"letsGoAfterMinutes":240}""", 1)]
    [InlineData("""{"most":2,"by":"GroupTag","letters":null,"letsGoAfterMinutes":999999}""", 1)]
    [InlineData("""{"most":2,"by":"GroupTag","letters":null,"letsGoAfterMinutes":240,"except":"BER"}""", 1)]
    [InlineData("""{"most":2,"by":"GroupTag","letsGoAfterMinutes":240}""", 1)]
    [InlineData("""{"most":2,"by":"GroupTag","letters":null,"letsGoAfterMinutes":240}""", 0)]
    [InlineData(null, 1)]
    public async Task Play_CapThatCannotBeRead_SendsNothingAndSaysSo(string? stored, int sites)
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.SiteCap, stored).SetProperty(x => x.Sites, sites)), default);

        Assert.Null(await IntendAsync(rig, 0));
        await rig.PlayAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(0, rig.WipePosts);
        var batch = await rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync());
        Assert.Equal(BatchState.Paused, batch.State);
        Assert.Contains("sites", batch.StateReason, StringComparison.Ordinal);
        Assert.Contains(AuditEvents.BatchHalted, await rig.AuditTypesAsync());
    }

    /// <summary>A device whose site is gone, and one that has a site in a batch without a cap.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_SiteAndCapDoNotGoTogether_SendsNothing(bool siteGone)
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..1]);
        await rig.Database.Console.WriteAsync(async db =>
        {
            if (siteGone)
                await db.Requests.ExecuteUpdateAsync(r => r.SetProperty(x => x.SiteTag, (string?)null));
            else
                await db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.SiteCap, (string?)null).SetProperty(x => x.Sites, 0));
        }, default);

        Assert.Null(await IntendAsync(rig, 0));
        await rig.DispatchAsync(4);
        Assert.Equal(0, rig.WipePosts);
    }

    /// <summary>What was approved is what is sent: another cap is not approved.</summary>
    [Fact]
    public async Task Dispatch_CapChangedAfterTheApproval_SendsNothing()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        rig.ApprovalBecause = "a test wants it";
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.SiteCap, FrozenSiteCap.Write(Two with { Most = 400 }))), default);

        await rig.DispatchAsync(4);

        Assert.Equal(0, rig.WipePosts);
        Assert.Contains(AuditEvents.BatchApprovalVoided, await rig.AuditTypesAsync());
    }

    /// <summary>What was rehearsed is what happens, by the pace of the practice tenant's devices: picked up within 3 min, done 20 to 40 min later.</summary>
    [Fact]
    public async Task Play_AsRehearsed_SendsTheLastAtThatTime()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        var expected = Expectation.Assumed with { Median = TimeSpan.FromMinutes(33), Slow = TimeSpan.FromMinutes(43), FailureRate = 0, NeverSeen = 0 };
        var rehearsed = Rehearsal.Play(new()
        {
            Plan = WavePlan.OneWave,
            Devices = 4,
            StartsAt = rig.Time.GetUtcNow(),
            SendsPer20Seconds = 20,
            Expected = expected,
            Sites = new SitePlan(rig.Sites!, [.. Enumerable.Repeat("BER", 4)]),
        });
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..4]);

        await rig.PlayAsync(TimeSpan.FromHours(5), () => rig.WipePosts == 4);

        Assert.Equal(4, rig.WipePosts);
        Assert.InRange(rig.Posts[3].Time - rehearsed.Waves[0].LastSend, TimeSpan.FromMinutes(-40), TimeSpan.FromMinutes(30));
    }

    private static async Task<PracticeRig> StartAsync(SiteCap cap, params (string[] Names, string Tag)[] tags)
    {
        var rig = await PracticeRig.StartAsync();
        rig.Sites = cap;
        rig.Tenant.Fleet.Change(fleet =>
        {
            foreach (var (names, tag) in tags)
            {
                foreach (var name in names)
                    fleet.Find(name)!.Autopilot!.GroupTag = tag;
            }
        });
        return rig;
    }

    /// <summary>The device's primary user is gone in the tenant itself, and was by then.</summary>
    private static bool ResetBy(PracticeRig rig, LoggedRequest post, DateTimeOffset at) =>
        Device(rig, post).Intune is { PrimaryUserId: null } record && record.ActionResults.Exists(a => a.LastUpdatedDateTime <= at);

    private static Simulator.Fleet.PracticeDevice Device(PracticeRig rig, LoggedRequest post) => rig.Tenant.Fleet.Find(post.Path.Split('/')[^2])!;

    /// <summary>Devices of these POSTs by name; those of one round go side by side.</summary>
    private static IEnumerable<string> Names(PracticeRig rig, IEnumerable<LoggedRequest> posts) => posts.Select(p => Device(rig, p).Key).Order(StringComparer.Ordinal);

    /// <summary>At no POST were more of ours under way than this, by what the database says came when.</summary>
    private static async Task NeverMoreAsync(PracticeRig rig, int most)
    {
        var ends = (await rig.RequestsAsync()).ToDictionary(r => r.ManagedDeviceId, r => r.ProvenAt);
        foreach (var post in rig.Posts)
            Assert.True(rig.Posts.Count(p => p.Time <= post.Time && !(ends[p.Path.Split('/')[^2]] <= post.Time)) <= most);
    }

    private static async Task<SendAttempt?> IntendAsync(PracticeRig rig, int position)
    {
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var request = (await rig.RequestsAsync())[position];
        var before = new Snapshot { TakenAt = rig.Time.GetUtcNow(), ActionResults = [], Holders = new([], []), ManagementState = "managed" };
        return await rig.Node.GetRequiredService<Intents>().CommitAsync(new Intent(Guid.CreateVersion7(), request.Id, before, hold.Token, rig.Ada.Id));
    }
}
