using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static AutopilotReset.Engine.Tests.Dispatch.SiteRig;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Each condition of a cap by itself: of the intent, of the last look, of whose turn it is; and what is sent where it cannot be read.</summary>
public class SiteConditionTests
{
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

    /// <summary>The condition of each intent stands by itself, also within one transaction of many.</summary>
    [Fact]
    public async Task Commit_ManyAtOnce_AdmitsNoMoreThanTheCap()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 5).Select(position => IntendAsync(rig, position)));

        Assert.Equal(2, attempts.Count(a => a is not null));
    }

    /// <summary>Neither what is on its way nor what may have been taken has an answer that would count it; both hold their places until it is known that nothing was taken.</summary>
    [Fact]
    public async Task Commit_OneAfterTheOther_CountsWhatIsOnItsWayOrUnknown()
    {
        await using var rig = await StartAsync(Two, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        Assert.NotNull(await IntendAsync(rig, 0));
        Assert.NotNull(await IntendAsync(rig, 1));
        Assert.Null(await IntendAsync(rig, 2));

        await SignalAsync(Signal.AnswerLost);
        Assert.Null(await IntendAsync(rig, 2));

        await SignalAsync(Signal.DecidedNotTaken);
        Assert.NotNull(await IntendAsync(rig, 2));
        Assert.Null(await IntendAsync(rig, 3));

        Task SignalAsync(Signal signal) => rig.Database.Console.WriteAsync(async db =>
            Assert.True(await Ledger.ApplyAsync(db, await db.Requests.SingleAsync(r => r.Position == 0), signal, null, "x", rig.Time.GetUtcNow(), default)), default);
    }

    /// <summary>Its site has grown busier between the intent and the POST: the last look says so, and what has not left goes back.</summary>
    [Fact]
    public async Task Ask_SiteBusierOrCapUnreadable_SaysNo()
    {
        await using var rig = await StartAsync(Two with { Most = 1 }, (Five, "BER"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..2]);
        var attempt = await IntendAsync(rig, 0);
        var request = (await rig.RequestsAsync())[0];
        var clearance = rig.Node.GetRequiredService<Clearance>();
        Assert.Null(await clearance.AskAsync(request, attempt!.FencingToken));

        await rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Position == 1).ExecuteUpdateAsync(r => r.SetProperty(x => x.AtWorkSince, rig.Time.GetUtcNow())), default);

        Assert.Equal("2 devices of BER are rebuilding, at most 1. The rest of them waits.", await clearance.AskAsync(request, attempt.FencingToken));

        await rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.SiteCap, "{")), default);
        Assert.StartsWith("The guards could not be read, so nothing is sent: the cap of this batch's sites is damaged", await clearance.AskAsync(request, attempt.FencingToken), StringComparison.Ordinal);
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
}
