using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;
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

    [Fact]
    public async Task WipeInstead_HybridDevices_BecomeASelectionAndAWipeReviewOfTheirOwn()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen((n, facts) => n == 5 ? Devices.Hybrid(5, _rig.Now) : facts));
        Assert.Equal(2, review.Bulk!.Wipeable);

        var chosen = await _rig.Desk.WipeInsteadAsync(People.Operator, review.Id, 2, default);

        var selection = (await _rig.Catalogue.GetSelectionAsync(People.Operator, chosen.Value, default))!;
        Assert.Equal([Devices.Key(5), Devices.Key(Hybrid)], selection.Devices.Select(d => d.Key));
        var wipe = await _rig.ReadAsync(OrderKind.Wipe, chosen.Value);
        Assert.Equal((OrderKind.Wipe, 2), (wipe.Kind, wipe.Total));
        Assert.NotNull(wipe.ApprovalBecause);
    }

    [Fact]
    public async Task WipeInstead_NotAllRead_OtherNumber_OrSomebodyElses_IsRefused()
    {
        var started = await _rig.Desk.StartReviewAsync(People.Operator, Chosen(), OrderKind.AutopilotReset, default);
        Assert.Equal("review-incomplete", (await _rig.Desk.WipeInsteadAsync(People.Operator, started.Value, 1, default)).Refused?.Code);
        await _rig.Get<ReviewReader>().ReadAsync(started.Value, default);

        Assert.Equal("list-changed", (await _rig.Desk.WipeInsteadAsync(People.Operator, started.Value, 2, default)).Refused?.Code);
        Assert.Equal("review-not-found", (await _rig.Desk.WipeInsteadAsync(_rig.Second, started.Value, 1, default)).Refused?.Code);
    }

    [Fact]
    public async Task Sites_OfALongList_AreCountedAndRehearsedByItsRows()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen((n, facts) => facts with { Autopilot = facts.Autopilot is { } known ? known with { GroupTag = n <= 100 ? "Berlin" : "Hamburg" } : null }));
        var asked = new CapOfReview(review.Id, new SiteCap { Most = 50 });

        var told = (await _rig.Desk.GetSitesAsync(People.Operator, asked, default)).Value!;

        Assert.Equal(2, told.Total);
        Assert.Equal([new ReviewedSite("HAMBURG", review.Sent - 100), new ReviewedSite("BERLIN", 100)], told.Sites);
        var played = (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, review.Sent, WavePlan.OneWave, null, asked, default)).Value!;
        Assert.Equal(review.Sent, played.Result.SentAtEnd);
        Assert.True(played.Result.HeldBySites > TimeSpan.FromHours(1));
    }
}
