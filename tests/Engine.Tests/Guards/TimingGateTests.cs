using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Batches;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Guards;

/// <summary>What the gate of every send says to start and window. The clock begins on Friday 12 June 2026 at 11:00 in Berlin.</summary>
public sealed class TimingGateTests : IAsyncDisposable
{
    private const string Berlin = "Europe/Berlin";
    private static readonly Timing TenPm = new(PlannedStart.Of(Berlin, new(2026, 6, 12, 22, 0, 0)), null);
    private static readonly Timing AllFriday = new(null, new MaintenanceWindow(Berlin, [DayOfWeek.Friday], default, TimeSpan.FromHours(15)));
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(-1, false, Timings.NotYet)]
    [InlineData(0, false, null)]
    [InlineData(3600, false, null)]
    [InlineData(3601, false, Timings.Missed)]
    [InlineData(3601, true, null)]
    [InlineData(-1, true, Timings.NotYet)]
    public async Task MaySend_AroundTheStart_FollowsTheClock(int seconds, bool begun, string? code)
    {
        await ConfirmedAsync(TenPm);
        _rig.Time.SetUtcNow(TenPm.Start!.At.AddSeconds(seconds));
        if (begun)
            await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.BegunAt, TenPm.Start!.At)), default);

        Assert.Equal(code, await MaySendAsync());
    }

    /// <summary>Whatever cannot be read whole is no yes.</summary>
    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"start":null,"window":null}""")]
    [InlineData("""{"start":{"zone":"Mars/Olympus","local":"2026-06-12T11:00:00","at":"2026-06-12T09:00:00+00:00"},"window":null}""")]
    [InlineData("""{"start":{"zone":"Europe/Berlin","local":"2026-06-12T11:00:00","at":"2026-06-12T08:00:00+00:00"},"window":null}""")]
    [InlineData("""{"start":null,"window":{"zone":"Europe/Berlin","days":[1,7],"fromMinutes":0,"lengthMinutes":600}}""")]
    [InlineData("""{"start":null,"window":{"zone":"Europe/Berlin","days":null,"fromMinutes":0,"lengthMinutes":600}}""")]
    [InlineData("""{"start":null,"window":{"zone":"Europe/Berlin","days":[5],"fromMinutes":5000,"lengthMinutes":0}}""")]
    [InlineData("""{"start":null,"window":{"zone":"Europe/Berlin","days":[5],"fromMinutes":0,"lengthMinutes":900},"unless":1}""")]
    [InlineData(null)]
    public async Task MaySend_TimingThatCannotBeRead_No(string? stored)
    {
        await ConfirmedAsync(AllFriday);
        Assert.Null(await MaySendAsync());

        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.Timing, stored)), default);

        Assert.Equal("guards-unreadable", await MaySendAsync());
    }

    [Fact]
    public async Task MaySend_FirstMomentGone_No()
    {
        await ConfirmedAsync(AllFriday);

        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.SendsFrom, (DateTimeOffset?)null)), default);

        Assert.Equal("guards-unreadable", await MaySendAsync());
    }

    private async Task ConfirmedAsync(Timing timing) =>
        Assert.Null((await _rig.ConfirmAsync(DeskRig.Typed(await _rig.CleanReviewAsync(1)) with { Timing = timing })).Refused);

    private async Task<string?> MaySendAsync() => await _rig.Console.ReadAsync(async db =>
        (await _rig.Get<GuardGate>().MaySendAsync(db, await db.Batches.SingleAsync(), null, _rig.Now, default))?.Code);
}
