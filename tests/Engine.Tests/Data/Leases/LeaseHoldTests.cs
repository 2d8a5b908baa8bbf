using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Data.Leases;

/// <summary>Two nodes, each with a clock of its own.</summary>
public sealed class LeaseHoldTests : IDisposable
{
    private readonly TestDatabase _file = new();
    private readonly FakeTimeProvider _hers = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly FakeTimeProvider _his = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private readonly ConsoleDatabase _other;
    private readonly LeaseHold _her;
    private readonly LeaseHold _him;

    public LeaseHoldTests()
    {
        _other = _file.Reopen();
        _her = new LeaseHold(_file.Console, TestDatabase.Identity, "work", _hers);
        _him = new LeaseHold(_other, TestDatabase.Identity, "work", _his);
    }

    public void Dispose()
    {
        _other.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task Take_Free_IsOursWithATokenThatRises()
    {
        Assert.True(await _her.TakeOrRenewAsync(default));
        Assert.Equal((1, true), (_her.Token, _her.StillOurs));
        await _her.ReleaseAsync();
        Assert.Equal((0, false), (_her.Token, _her.StillOurs));

        Assert.True(await _him.TakeOrRenewAsync(default));
        Assert.Equal(2, _him.Token);
    }

    [Fact]
    public async Task Take_HolderBeats_IsNeverTaken()
    {
        Assert.True(await _her.TakeOrRenewAsync(default));
        for (var i = 0; i < 20; i++)
        {
            Both(LeaseHold.Beat);
            Assert.True(await _her.TakeOrRenewAsync(default));
            Assert.False(await _him.TakeOrRenewAsync(default));
        }

        Assert.Equal(1, _her.Token);
    }

    [Fact]
    public async Task Take_HolderDied_IsTakenWithinTenSecondsWithANewToken()
    {
        Assert.True(await _her.TakeOrRenewAsync(default));
        var looked = TimeSpan.Zero;
        while (!await _him.TakeOrRenewAsync(default))
        {
            Assert.True(looked <= TimeSpan.FromSeconds(10), "The work did not move.");
            Both(LeaseHold.Beat);
            looked += LeaseHold.Beat;
        }

        Assert.True(looked >= LeaseHold.Duration, $"Taken after {looked}.");
        Assert.Equal(2, _him.Token);
        Assert.False(_her.StillOurs);
        Assert.False(await OursAsync(_her));
        Assert.True(await OursAsync(_him));
        Assert.False(await _her.TakeOrRenewAsync(default));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Take_WallClocksWrong_NothingIsStolen(int hours)
    {
        Assert.True(await _her.TakeOrRenewAsync(default));
        _his.SetUtcNow(_his.GetUtcNow().AddHours(1 + hours));
        for (var i = 0; i < 10; i++)
        {
            // His clock is an hour away from hers, and both beat.
            _hers.Advance(LeaseHold.Beat);
            _his.Advance(LeaseHold.Beat);
            Assert.True(await _her.TakeOrRenewAsync(default));
            Assert.False(await _him.TakeOrRenewAsync(default));
        }
    }

    [Fact]
    public async Task Take_LookerWasFrozenBetweenTwoLooks_TakesNothingYet()
    {
        Assert.True(await _her.TakeOrRenewAsync(default));
        Assert.False(await _him.TakeOrRenewAsync(default));

        // An hour passes between two looks of his, in which he saw nothing of her beats.
        _his.Advance(TimeSpan.FromHours(1));
        Assert.False(await _him.TakeOrRenewAsync(default));
    }

    [Fact]
    public async Task StillOurs_HolderWasFrozen_EndsBeforeOthersMayTake()
    {
        Assert.True(await _her.TakeOrRenewAsync(default));

        _hers.Advance(LeaseHold.Duration);

        Assert.False(_her.StillOurs);
        Assert.False(await OursAsync(_her));
        Assert.True(await _her.TakeOrRenewAsync(default));
        Assert.Equal((1, true), (_her.Token, await OursAsync(_her)));
    }

    [Fact]
    public async Task Take_ManyAtOnce_OneHasIt()
    {
        var holds = Enumerable.Range(0, 12).Select(i => new LeaseHold(i % 2 == 0 ? _file.Console : _other, TestDatabase.Identity, "contested", _hers)).ToList();
        await _file.Console.WriteAsync(db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "contested", Node = "" });
            return Task.CompletedTask;
        }, default);

        var taken = await Task.WhenAll(holds.Select(h => Task.Run(() => h.TakeOrRenewAsync(default))));

        Assert.Single(taken, t => t);
        Assert.Equal(1, await _file.Console.ReadAsync(db => db.Set<Lease>().Where(l => l.Name == "contested").Select(l => l.Token).SingleAsync()));
    }

    [Fact]
    public async Task Try_WorkThatLosesItsLease_IsStopped()
    {
        var leased = new LeasedWork(_file.Console, TestDatabase.Identity, _hers);
        var begun = new TaskCompletionSource();
        var work = leased.TryAsync("work", async lost =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lost);
        }, default);
        await begun.Task;

        // Somebody took over while this process was away.
        await _file.Console.WriteAsync(db => db.Set<Lease>().ExecuteUpdateAsync(l => l.SetProperty(x => x.Token, x => x.Token + 1)), default);
        while (!work.IsCompleted)
        {
            _hers.Advance(LeaseHold.Beat);
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    [Fact]
    public async Task Try_WhileOneDoesIt_NobodyElseDoes()
    {
        var (hers, his) = (new LeasedWork(_file.Console, TestDatabase.Identity, _hers), new LeasedWork(_other, TestDatabase.Identity, TimeProvider.System));
        var (begun, done) = (new TaskCompletionSource(), new TaskCompletionSource());
        var work = hers.TryAsync("work", async _ =>
        {
            begun.SetResult();
            await done.Task;
        }, default);
        await begun.Task;

        Assert.False(await hers.TryAsync("work", _ => throw new InvalidOperationException("Twice in one process."), default));
        done.SetResult();
        Assert.True(await work);
        var ran = false;
        Assert.True(await his.TryAsync("work", _ => Task.FromResult(ran = true), default));
        Assert.True(ran);
    }

    private void Both(TimeSpan time)
    {
        _hers.Advance(time);
        _his.Advance(time);
    }

    private Task<bool> OursAsync(LeaseHold hold) => _file.Console.WriteAsync(db => hold.IsOursAsync(db, default), default);
}
