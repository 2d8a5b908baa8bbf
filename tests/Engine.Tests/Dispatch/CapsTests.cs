using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>What the practice tenant received, counted by its own log, under caps that are reached or changed while a batch runs (decision 0055).</summary>
public class CapsTests
{
    private static readonly (string, string) Fast = ("Graph:WritesPer20Seconds", "190");

    /// <summary>Also in one group of intents, over two batches of one person: a batch that is split evades nothing. What waits goes on by itself.</summary>
    [Theory]
    [InlineData("Guards:DevicesPerHour")]
    [InlineData("Guards:DevicesPerHourByPerson")]
    public async Task HourlyCap_OverTwoBatches_SendsNoMoreAndGoesOnByItself(string cap)
    {
        await using var rig = await PracticeRig.StartAsync(Fast, (cap, "3"));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02");
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");

        await rig.DispatchAsync(rounds: 6);
        Assert.Equal(3, rig.WipePosts);

        await rig.PassAsync(TimeSpan.FromMinutes(57));
        await rig.DispatchAsync(rounds: 1);
        Assert.Equal(3, rig.WipePosts);

        await rig.PassAsync(TimeSpan.FromMinutes(4));
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal(5, rig.WipePosts);
        Assert.Equal(5, rig.Posts.Select(p => p.Path).Distinct().Count());
        Assert.All(await rig.RequestsAsync(), r => Assert.Equal(DeviceState.Pending, r.State));
    }

    /// <summary>Each person has their own count; a batch that is taken over goes by that of whoever stands for it now.</summary>
    [Fact]
    public async Task PersonCap_AnotherTakesOver_SendsByTheirs()
    {
        await using var rig = await PracticeRig.StartAsync(Fast, ("Guards:DevicesPer24HoursByPerson", "2"));
        var batch = await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal(2, rig.WipePosts);

        await rig.Database.Console.WriteAsync(async db => (await db.Batches.SingleAsync(b => b.Id == batch.Id)).SendsAs = rig.Bo, default);
        await rig.DispatchAsync(rounds: 4);

        Assert.Equal(4, rig.WipePosts);
    }

    /// <summary>Another process changes it in the one database: nothing beyond it leaves, whatever this node read before.</summary>
    [Theory]
    [InlineData("""{"DevicesPer24Hours":1}""")]
    [InlineData("""{"DevicesPerHour":1}""")]
    [InlineData("""{"DevicesPerHourByPerson":1}""")]
    [InlineData("damaged")]
    public async Task Numbers_TightenedWhileABatchRuns_NothingBeyondLeaves(string numbers)
    {
        await using var rig = await PracticeRig.StartAsync(Fast);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01", "NB-CLEAN-02");
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal(2, rig.WipePosts);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05");

        await rig.Database.Console.WriteAsync(async db => (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = numbers, default);
        await rig.DispatchAsync(rounds: 6);

        Assert.Equal(2, rig.WipePosts);
        Assert.Equal(3, (await rig.RequestsAsync()).Count(r => r.State == DeviceState.Planned));

        // Loosened by two, or repaired: what waited goes on.
        await rig.Database.Console.WriteAsync(async db => (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = """{"DevicesPer24Hours":4}""", default);
        await rig.DispatchAsync(rounds: 4);
        Assert.Equal(4, rig.WipePosts);
    }

    /// <summary>Also the last look before the POST reads them: an approval that is too old by a number changed a moment ago covers nothing more.</summary>
    [Theory]
    [InlineData("""{"ApprovalValidHours":1}""")]
    [InlineData("damaged")]
    public async Task Numbers_ChangedBetweenIntentAndPost_NothingLeaves(string numbers)
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.ApprovalBecause = "it is a test";
        await rig.ConfirmAsync(OrderKind.AutopilotReset, "NB-CLEAN-01");
        await rig.PassAsync(TimeSpan.FromMinutes(61));
        using var elsewhere = rig.Database.Reopen();
        var changed = false;
        using var subscription = rig.Database.Feed.Subscribe(change =>
        {
            if (change.Kind != ChangeKind.Request || changed)
                return;
            changed = true;
            elsewhere.WriteAsync(async db => (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = numbers, default).GetAwaiter().GetResult();
        });

        await rig.DispatchAsync(rounds: 3);

        Assert.True(changed);
        Assert.Equal(0, rig.WipePosts);
        Assert.Equal(["request.sending", "request.never-left"], (await rig.AuditTypesAsync()).Where(t => t.StartsWith("request.", StringComparison.Ordinal)));
        Assert.Equal((DeviceState.Planned, null, null), (await rig.OnlyRequestAsync()) is var request ? (request.State, request.CountedAt, request.CountedFor) : default);
    }
}
