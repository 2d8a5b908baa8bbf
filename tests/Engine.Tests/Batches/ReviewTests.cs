using System.Collections.Concurrent;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

public sealed class ReviewTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Start_UnknownSelection_IsRefused() => await RefusedAsync("selection-not-found", Guid.CreateVersion7());

    [Fact]
    public async Task Start_EmptySelection_IsRefused() => await RefusedAsync("selection-empty", _rig.Catalogue.Select());

    [Fact]
    public async Task Start_SelectionWithoutAList_IsRefused() =>
        await RefusedAsync("selection-empty", _rig.Catalogue.Keep(new Selection(Guid.CreateVersion7(), "broken", null!, [])));

    [Fact]
    public async Task Start_OneOverTheCap_IsRefusedAndTheCapItselfPasses()
    {
        await RefusedAsync("batch-too-large", _rig.Catalogue.Select(Enumerable.Range(1, 26).Select(n => Devices.Clean(n, _rig.Now))));

        var allowed = await _rig.ReviewAsync(OrderKind.AutopilotReset, Enumerable.Range(1, 25).Select(n => Devices.Clean(n, _rig.Now)));
        Assert.Equal((25, 25), (allowed.Total, allowed.Devices.Count(d => d.WillBeSent)));
    }

    [Fact]
    public async Task Start_SameDeviceTwice_IsRefused() =>
        await RefusedAsync("selection-duplicate", _rig.Catalogue.Select(Devices.Clean(1, _rig.Now), Devices.Clean(1, _rig.Now)));

    [Fact]
    public async Task Start_UnknownKind_IsRefused() => await RefusedAsync("unknown-kind", _rig.Catalogue.Select(Devices.Clean(1, _rig.Now)), (OrderKind)9);

    [Fact]
    public async Task Read_MixedDevices_JudgesEachByItsLiveRead()
    {
        var inIntune = Devices.Clean(1, _rig.Now);
        var nowHybrid = Devices.Hybrid(2, _rig.Now);
        var stale = Devices.Stale(3, _rig.Now);
        var id = _rig.Catalogue.Select(inIntune, Devices.Clean(2, _rig.Now), Devices.Clean(3, _rig.Now), Devices.Clean(4, _rig.Now), Devices.Clean(5, _rig.Now));
        var live = new[] { inIntune, nowHybrid, stale }.ToDictionary(d => d.ManagedDeviceId!);
        _rig.ReadLive = (asked, _, _, _) => asked == Devices.ManagedId(4) ? throw new HttpRequestException("Graph is away.") : Task.FromResult(live.GetValueOrDefault(asked));

        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, id);

        Assert.True(review.Complete);
        Assert.Equal(
            [Verdict.Ready, Verdict.Refused, Verdict.Release, Verdict.Refused, Verdict.Refused],
            review.Devices.Select(d => d.Judgement.Verdict));
        Assert.True(review.Devices[1].Judgement.Has("hybrid-joined"));
        Assert.Contains("Graph is away.", review.Devices[3].Error, StringComparison.Ordinal);
        Assert.Contains("404", review.Devices[4].Error, StringComparison.Ordinal);
        Assert.Equal([Devices.Key(1)], review.Devices.Where(d => d.WillBeSent).Select(d => d.Key));
    }

    [Fact]
    public async Task Read_NotInIntune_IsRefusedWithItsReasonAndNotRead()
    {
        var device = Devices.Clean(1, _rig.Now) with { ManagedDeviceId = null };
        _rig.ReadLive = (_, _, _, _) => throw new InvalidOperationException("There is nothing to read.");

        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, _rig.Catalogue.Select(device));

        var reviewed = Assert.Single(review.Devices);
        Assert.Null(reviewed.Error);
        Assert.True(reviewed.Judgement.Has("not-in-intune"));
        Assert.False(reviewed.WillBeSent);
    }

    [Fact]
    public async Task Read_TwinInTheInventory_RefusesALiveReadThatKnowsOfNone()
    {
        var id = _rig.Catalogue.Select(Devices.Clean(1, _rig.Now) with { SerialTwins = [new SerialTwin(Devices.ManagedId(9), "PC-0009", _rig.Now)] });
        _rig.ReadLive = (_, _, _, _) => Task.FromResult<DeviceFacts?>(Devices.Clean(1, _rig.Now));

        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, id);

        Assert.True(Assert.Single(review.Devices).Judgement.Has("serial-shared"));
    }

    [Theory]
    [InlineData("other record")]
    [InlineData("other serial")]
    [InlineData("no holders")]
    [InlineData("no Entra id")]
    public async Task Read_AnswerThatIsNotTheDevice_IsAnErrorOfThatDevice(string flaw)
    {
        var device = Devices.Clean(1, _rig.Now);
        var id = _rig.Catalogue.Select(device);
        _rig.ReadLive = (_, _, _, _) => Task.FromResult<DeviceFacts?>(flaw switch
        {
            "other record" => device with { ManagedDeviceId = Devices.ManagedId(2) },
            "other serial" => device with { Serial = "ANOTHER1" },
            "no holders" => device with { Holders = null },
            _ => device with { EntraDeviceId = null },
        });

        var reviewed = Assert.Single((await _rig.ReadAsync(OrderKind.AutopilotReset, id)).Devices);

        Assert.NotNull(reviewed.Error);
        Assert.Equal((Verdict.Refused, false), (reviewed.Judgement.Verdict, reviewed.WillBeSent));
    }

    [Fact]
    public async Task Read_StoppedHalfWay_GoesOnAfterARestartWithoutReadingTwice()
    {
        var reads = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var id = _rig.Catalogue.Select(Devices.Clean(1, _rig.Now), Devices.Clean(2, _rig.Now));
        var first = true;
        _rig.ReadLive = async (asked, _, _, cancel) =>
        {
            reads.Add(asked);
            if (asked == Devices.ManagedId(2) && first)
            {
                await PollAsync(async () => (await _rig.Console.ReadAsync(db => db.Set<ReviewDeviceRow>().CountAsync(d => d.ReadAt != null))) == 1);
                first = false;
                await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
            }

            return Devices.Clean(asked == Devices.ManagedId(1) ? 1 : 2, _rig.Now);
        };
        var started = await _rig.Desk.StartReviewAsync(People.Operator, id, OrderKind.AutopilotReset, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.Get<ReviewReader>().ReadAsync(started.Value, stop.Token));
        Assert.Equal(1, (await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!.Read);

        await _rig.Get<ReviewReader>().ReadAsync(started.Value, default);

        Assert.True((await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!.Complete);
        Assert.Equal([Devices.ManagedId(1), Devices.ManagedId(2), Devices.ManagedId(2)], reads.Order());
    }

    [Fact]
    public async Task Resume_ReviewTooOld_IsClosedWithWords()
    {
        var started = await _rig.Desk.StartReviewAsync(People.Operator, _rig.Catalogue.Select(Devices.Clean(1, _rig.Now)), OrderKind.AutopilotReset, default);
        _rig.Time.Advance(TimeSpan.FromMinutes(31));

        await _rig.Get<ReviewReader>().ResumeAsync(default);

        var review = (await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!;
        Assert.True(review.Complete);
        Assert.Contains("Start the review again", Assert.Single(review.Devices).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_StartedReview_IsReadWithoutFurtherAsking()
    {
        using var cancelled = new CancellationTokenSource();
        var announced = new ConcurrentBag<Change>();
        using var subscription = _rig.File.Feed.Subscribe(announced.Add);
        var device = Devices.Clean(1, _rig.Now);
        _rig.ReadLive = (_, _, _, _) => Task.FromResult<DeviceFacts?>(device);
        await _rig.Get<ReviewReader>().StartAsync(cancelled.Token);

        var started = await _rig.Desk.StartReviewAsync(People.Operator, _rig.Catalogue.Select(device), OrderKind.AutopilotReset, default);
        await PollAsync(async () => (await _rig.Desk.GetReviewAsync(People.Operator, started.Value, default))!.Complete);

        Assert.Contains(new Change(ChangeKind.Review, started.Value), announced);
        await _rig.Get<ReviewReader>().StopAsync(default);
    }

    [Fact]
    public async Task Release_StaleDevice_WillBeSent()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Stale(1, _rig.Now));
        Assert.False(review.Devices.Single().WillBeSent);

        var released = await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(1), "It lies on my desk", default);

        Assert.Null(released.Refused);
        var after = (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!;
        Assert.True(after.Devices.Single().WillBeSent);
        Assert.NotEqual(review.FrozenHash, after.FrozenHash);
    }

    [Theory]
    [InlineData("refused", "It lies on my desk", "not-releasable")]
    [InlineData("clean", "It lies on my desk", "not-releasable")]
    [InlineData("unreadable", "It lies on my desk", "not-releasable")]
    [InlineData("stale", "short", "reason-required")]
    [InlineData("absent", "It lies on my desk", "device-not-found")]
    public async Task Release_WhatMayNotBeReleased_IsRefused(string which, string reason, string code)
    {
        var review = await _rig.ReviewAsync(
            OrderKind.AutopilotReset, Devices.Hybrid(1, _rig.Now), Devices.Clean(2, _rig.Now), Devices.Stale(3, _rig.Now), Devices.Clean(4, _rig.Now) with { EntraDeviceId = null });
        var key = Devices.Key(which switch { "refused" => 1, "clean" => 2, "stale" => 3, "unreadable" => 4, _ => 5 });

        var released = await _rig.Desk.ReleaseAsync(People.Operator, review.Id, key, reason, default);

        Assert.Equal(code, released.Refused?.Code);
        Assert.Equal(review.FrozenHash, (await _rig.Desk.GetReviewAsync(People.Operator, review.Id, default))!.FrozenHash);
        Assert.Single(await _rig.AuditAsync(AuditEvents.CommandRefused));
    }

    [Fact]
    public async Task Edit_AfterConfirmation_IsRefused()
    {
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Clean(2, _rig.Now));
        await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);

        Assert.Equal("already-confirmed", (await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(1), default)).Refused?.Code);
        Assert.Equal("already-confirmed", (await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(1), DeskRig.Because, default)).Refused?.Code);
    }

    [Fact]
    public async Task Hash_OtherReadingOfTheSameDevices_IsTheSameHash()
    {
        var one = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(1, _rig.Now), Devices.Clean(2, _rig.Now));
        var other = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(2, _rig.Now), Devices.Clean(1, _rig.Now));
        var changed = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(2, _rig.Now), Devices.Clean(1, _rig.Now) with { Name = "PC-1" });

        Assert.Equal(one.FrozenHash, other.FrozenHash);
        Assert.NotEqual(one.FrozenHash, changed.FrozenHash);
    }

    private async Task RefusedAsync(string code, Guid selection, OrderKind kind = OrderKind.AutopilotReset)
    {
        var started = await _rig.Desk.StartReviewAsync(People.Operator, selection, kind, default);

        Assert.Equal(code, started.Refused?.Code);
        Assert.Equal(0, await _rig.CountAsync<ReviewRow>());
        Assert.Single(await _rig.AuditAsync(AuditEvents.CommandRefused));
    }

    private static async Task PollAsync(Func<Task<bool>> until)
    {
        for (var tries = 0; !await until(); tries++)
        {
            Assert.True(tries < 1_000, "The condition did not come true in 20 seconds.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
