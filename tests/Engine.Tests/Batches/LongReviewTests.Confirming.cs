using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>What may be confirmed of a long review.</summary>
public sealed partial class LongReviewTests
{
    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task Confirm_AfterTheEndOfReading_HoldsForMinutes(int minutes, bool holds)
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());
        _rig.Time.Advance(TimeSpan.FromMinutes(minutes));

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);

        Assert.Equal(holds ? null : "review-expired", confirmed.Refused?.Code);
    }

    [Theory]
    [InlineData(359, true)]
    [InlineData(361, false)]
    public async Task Confirm_ReadingThatBeganLongAgo_IsTooOldHoweverShortlyItEnded(int minutes, bool holds)
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());
        var began = _rig.Now.AddMinutes(-minutes);
        await _rig.Console.WriteAsync(db => db.Set<ReviewRow>().Where(r => r.Id == review.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.CreatedAt, began)), default);

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);

        Assert.Equal(holds ? null : "review-expired", confirmed.Refused?.Code);
    }

    [Fact]
    public async Task Confirm_RowThatChangesBetweenTheChecksAndTheWriting_WritesNothing()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());
        _rig.Entra.MeanwhileLending = () => _rig.Console.WriteAsync(async db =>
        {
            var row = await db.Set<ReviewDeviceRow>().SingleAsync(d => d.ReviewId == review.Id && d.Key == Devices.Key(7));
            row.Facts = Devices.Clean(9_999, _rig.Now);
        }, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default));

        Assert.Equal((0, 0), await _rig.Console.ReadAsync(async db => (await db.Batches.CountAsync(), await db.Requests.CountAsync())));
        Assert.Empty(_rig.Entra.Loans);
    }

    [Fact]
    public async Task Confirm_HybridBehindTheReviewsBack_IsRefused()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());
        await _rig.Console.WriteAsync(async db =>
        {
            var row = await db.Set<ReviewDeviceRow>().SingleAsync(d => d.ReviewId == review.Id && d.Key == Devices.Key(400));
            row.Facts = Devices.Hybrid(400, _rig.Now);
            row.Settle();
        }, default);

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(await GetAsync(review.Id)), default);

        Assert.Equal("hybrid-joined", confirmed.Refused?.Code);
    }

    [Fact]
    public async Task Confirm_IndexThatSaysOtherwiseThanItsRow_IsRefused()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());
        await _rig.Console.WriteAsync(db => db.Set<ReviewDeviceRow>().Where(d => d.Key == Devices.Key(Stale)).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.Standing, BulkStandings.ByReading(ReviewStanding.Ready)).SetProperty(x => x.Line, new byte[32])), default);

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(await GetAsync(review.Id)), default);

        Assert.Equal("list-changed", confirmed.Refused?.Code);
    }
}
