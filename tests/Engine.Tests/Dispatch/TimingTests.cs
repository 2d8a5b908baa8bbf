using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Tests.Dispatch;

/// <summary>Starts and windows, counted by the practice tenant: what it received, and when.</summary>
public class TimingTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly string[] Five = ["NB-CLEAN-01", "NB-CLEAN-02", "NB-CLEAN-03", "NB-CLEAN-04", "NB-CLEAN-05"];
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(60);

    /// <summary>The rig's clock begins on a Monday at 09:00 UTC, which is 10:00 in Berlin.</summary>
    private static readonly DateTime Ten = new(2026, 11, 23, 10, 0, 0);

    [Fact]
    public async Task Dispatch_WithAStart_SendsNothingBeforeAndAllFromThenOn()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        await rig.DispatchAsync(4);
        rig.Time.Advance(start - rig.Time.GetUtcNow() - TimeSpan.FromSeconds(40));
        await rig.DispatchAsync(3);
        Assert.True(rig.Time.GetUtcNow() < start);
        Assert.Equal(0, rig.WipePosts);
        await rig.DispatchAsync(8);

        Assert.Equal(5, rig.WipePosts);
        Assert.All(rig.Posts, post => Assert.InRange(post.Time, start, start.AddMinutes(2)));
        Assert.Equal(rig.Posts.Min(p => p.Time), (await BatchAsync(rig)).BegunAt!.Value, TimeSpan.FromSeconds(5));
        Assert.Equal(1, (await rig.AuditTypesAsync()).Count(t => t == AuditEvents.BatchStarted));
        Assert.Equal(1, await NoticesAsync(rig, NoticeKind.BatchStarted));
    }

    [Fact]
    public async Task Dispatch_InAWindow_StopsWhenItClosesAndGoesOnAtTheNextOpening()
    {
        await using var rig = await PracticeRig.StartAsync(("Graph:WritesPer20Seconds", "1"));
        var opened = rig.Time.GetUtcNow().AddMinutes(-1);
        rig.Timing = new Timing(null, Window(from: new(9, 59), minutes: 3));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, [.. Five, "NB-SHARED", "NB-DRAWER", "NB-WINRE"]);

        await rig.DispatchAsync(20);
        var first = rig.WipePosts;
        Assert.InRange(first, 1, 6);
        rig.Time.Advance(opened.AddDays(1) - rig.Time.GetUtcNow() - TimeSpan.FromMinutes(1));
        await rig.DispatchAsync(3);
        Assert.Equal(first, rig.WipePosts);
        await rig.DispatchAsync(14);

        Assert.InRange(rig.WipePosts, first + 1, 8);
        Assert.All(rig.Posts.Take(first), post => Assert.InRange(post.Time, opened, opened.AddMinutes(3)));
        Assert.All(rig.Posts.Skip(first), post => Assert.InRange(post.Time, opened.AddDays(1), opened.AddDays(1).AddMinutes(3)));
        Assert.Equal(1, (await rig.AuditTypesAsync()).Count(t => t == AuditEvents.BatchStarted));
    }

    /// <summary>The console was down when the batch was to begin.</summary>
    [Fact]
    public async Task Dispatch_StartMissed_AsksOnceAndSendsNothing()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        rig.Time.Advance(start + Grace - rig.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await rig.DispatchAsync(8);

        Assert.Equal(0, rig.WipePosts);
        var batch = await BatchAsync(rig);
        Assert.Equal((BatchState.Paused, null), (batch.State, batch.BegunAt));
        Assert.StartsWith("The start was missed: it was to begin Mon 23 Nov 2026 10:10 Europe/Berlin = 09:10 UTC", batch.StateReason, StringComparison.Ordinal);
        Assert.Equal(1, (await rig.AuditTypesAsync()).Count(t => t == AuditEvents.BatchStartMissed));
        Assert.Equal(1, await NoticesAsync(rig, NoticeKind.StartMissed));
    }

    [Fact]
    public async Task Dispatch_DownButBackWithinTheGrace_Begins()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);

        rig.Time.Advance(start + Grace - rig.Time.GetUtcNow() - TimeSpan.FromMinutes(2));
        await rig.DispatchAsync(6);

        Assert.Equal(5, rig.WipePosts);
    }

    /// <summary>Held over its start, or approved too late: neither going on nor the approval lets it begin late.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispatch_HeldOrUnapprovedOverItsStart_DoesNotBeginLate(bool held)
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        (rig.ApprovalBecause, rig.Unapproved) = held ? (null, false) : ("a test wants it", true);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        if (held)
            await ChangeAsync(rig, b => b.SetProperty(x => x.State, BatchState.Paused).SetProperty(x => x.StateReason, "Bo: wait"));

        rig.Time.Advance(start - rig.Time.GetUtcNow());
        await rig.DispatchAsync(3);
        rig.Time.Advance(Grace);
        await rig.DispatchAsync(2);

        var batch = await BatchAsync(rig);
        Assert.Equal((BatchState.Paused, true), (batch.State, batch.StartMissedAt is not null));
        Assert.Equal(held, batch.StateReason!.EndsWith("It was paused before: Bo: wait", StringComparison.Ordinal));
        await ApproveAsync(rig);
        await ChangeAsync(rig, b => b.SetProperty(x => x.State, BatchState.Running));
        await rig.DispatchAsync(4);
        Assert.Equal(0, rig.WipePosts);

        await ChangeAsync(rig, b => b.SetProperty(x => x.State, BatchState.Running).SetProperty(x => x.BegunAt, rig.Time.GetUtcNow()));
        await rig.DispatchAsync(4);
        Assert.Equal(5, rig.WipePosts);
    }

    [Fact]
    public async Task Dispatch_HeldDuringTheCountdownAndReleasedInTime_BeginsAtItsStart()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await ChangeAsync(rig, b => b.SetProperty(x => x.State, BatchState.Paused));
        rig.Time.Advance(start - rig.Time.GetUtcNow());
        await rig.DispatchAsync(4);
        Assert.Equal(0, rig.WipePosts);

        await ChangeAsync(rig, b => b.SetProperty(x => x.State, BatchState.Running));
        await rig.DispatchAsync(4);

        Assert.Equal(5, rig.WipePosts);
    }

    /// <summary>A cap that is full at the start and empties in the night is no reason to begin in the night.</summary>
    [Fact]
    public async Task Dispatch_KillSwitchOnOverItsStart_DoesNotBeginWhenItIsOffAgain()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five);
        await SwitchAsync(rig, on: true);
        rig.Time.Advance(start + Grace - rig.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        await SwitchAsync(rig, on: false);

        await rig.DispatchAsync(6);

        Assert.Equal(0, rig.WipePosts);
        Assert.NotNull((await BatchAsync(rig)).StartMissedAt);
    }

    /// <summary>The condition of each intent stands by itself, also where nobody keeps starts.</summary>
    [Fact]
    public async Task Commit_WithoutAKeeper_FollowsTheClock()
    {
        await using var rig = await PracticeRig.StartAsync();
        var start = At(rig, minutes: 10);
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..1]);
        rig.Time.Advance(start - rig.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        Assert.Null(await IntendAsync(rig));
        rig.Time.Advance(Grace + TimeSpan.FromSeconds(2));
        Assert.Null(await IntendAsync(rig));
        Assert.Null((await BatchAsync(rig)).BegunAt);

        await ChangeAsync(rig, b => b.SetProperty(x => x.BegunAt, start));

        Assert.NotNull(await IntendAsync(rig));
    }

    /// <summary>Whatever the timing is read as, nothing leaves before the moment that was confirmed.</summary>
    [Fact]
    public async Task Commit_TimingThatSaysEarlierThanConfirmed_IsRefused()
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Timing = new Timing(null, Window(new(9, 0), minutes: 300));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..1]);
        await ChangeAsync(rig, b => b.SetProperty(x => x.SendsFrom, rig.Time.GetUtcNow().AddHours(1)));

        Assert.Null(await IntendAsync(rig));
    }

    [Fact]
    public async Task Clearance_WindowClosesAfterTheIntent_HoldsItBack()
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Timing = new Timing(null, Window(new(9, 0), minutes: 61));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..1]);
        var request = await rig.OnlyRequestAsync();
        var attempt = (await IntendAsync(rig))!;
        var clearance = rig.Node.GetRequiredService<Clearance>();
        Assert.Null(await clearance.AskAsync(request, attempt.FencingToken));

        await rig.PassAsync(TimeSpan.FromMinutes(1));

        Assert.StartsWith("Nothing is sent before Tue 24 Nov 2026 08:00 UTC", await clearance.AskAsync(request, attempt.FencingToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"start":{"zone":"Mars/Olympus","local":"2026-11-23T10:00:00","at":"2026-11-23T09:00:00+00:00"},"window":null}""")]
    [InlineData(null)]
    public async Task Dispatch_TimingThatCannotBeRead_SendsNothingAndSaysWhy(string? stored)
    {
        await using var rig = await PracticeRig.StartAsync();
        rig.Timing = new Timing(null, Window(new(9, 0), minutes: 300));
        await rig.ConfirmAsync(OrderKind.AutopilotReset, Five[..1]);
        await ChangeAsync(rig, b => b.SetProperty(x => x.Timing, stored));

        Assert.Null(await IntendAsync(rig));
        await rig.DispatchAsync(4);

        Assert.Equal(0, rig.WipePosts);
        var batch = await BatchAsync(rig);
        Assert.Equal(BatchState.Paused, batch.State);
        Assert.Contains("this batch may be sent", batch.StateReason, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(PracticeRig rig, int minutes)
    {
        var start = PlannedStart.Of(Berlin, Ten.AddMinutes(minutes))!;
        rig.Timing = new Timing(start, null);
        return start.At;
    }

    private static MaintenanceWindow Window(TimeOnly from, int minutes) => new(Berlin, Enum.GetValues<DayOfWeek>(), from, TimeSpan.FromMinutes(minutes));

    private static Task<Batch> BatchAsync(PracticeRig rig) => rig.Database.Console.ReadAsync(db => db.Batches.SingleAsync());

    private static Task<int> NoticesAsync(PracticeRig rig, NoticeKind kind) => rig.Database.Console.ReadAsync(db => db.Set<Notice>().CountAsync(n => n.Kind == kind));

    private static Task ChangeAsync(PracticeRig rig, Action<UpdateSettersBuilder<Batch>> change) => rig.Database.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(change), default);

    private static Task ApproveAsync(PracticeRig rig) => rig.Database.Console.WriteAsync(async db =>
    {
        var row = await db.Batches.SingleAsync();
        if (Approvals.IsNeeded(row))
            (row.ApprovedBy, row.ApprovedAt, row.ApprovedFor) = (rig.Bo, rig.Time.GetUtcNow(), Approvals.Digest(row));
    }, default);

    private static Task SwitchAsync(PracticeRig rig, bool on) =>
        rig.Database.Console.WriteAsync(db => db.Set<KillSwitchRow>().ExecuteUpdateAsync(k => k.SetProperty(x => x.On, on)), default);

    private static async Task<SendAttempt?> IntendAsync(PracticeRig rig)
    {
        var hold = rig.Node.GetRequiredService<DispatchHold>();
        await hold.TakeOrRenewAsync(default);
        var request = await rig.OnlyRequestAsync();
        var before = new Snapshot { TakenAt = rig.Time.GetUtcNow(), ActionResults = [], Holders = new([], []), ManagementState = "managed" };
        return await rig.Node.GetRequiredService<Intents>().CommitAsync(new Intent(Guid.CreateVersion7(), request.Id, before, hold.Token, rig.Ada.Id));
    }
}
