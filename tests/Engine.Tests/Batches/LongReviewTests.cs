using System.Collections.Concurrent;
using AutopilotReset.Engine.Batches.Reviews;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>Reviews of more devices than are read live at once: the inventory answers first, and only a live reading sends.</summary>
public sealed partial class LongReviewTests : IAsyncDisposable
{
    /// <summary>One more than comes whole, and the last three are something else.</summary>
    private const int Total = Review.MostListed + 3;

    private const int Hybrid = Total, Stale = Total - 1;

    private readonly DeskRig _rig = new(new Dictionary<string, string?>
    {
        ["Guards:DevicesPerBatch"] = "2000",
        ["Guards:DevicesPer24Hours"] = "5000",
        ["Guards:ConfirmSignInMinutes"] = "0",
        ["Guards:ApprovalSignInMinutes"] = "0",
    });

    private readonly ConcurrentDictionary<string, int> _reads = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private DeviceFacts Known(int n) => n switch { Hybrid => Devices.Hybrid(n, _rig.Now), Stale => Devices.Stale(n, _rig.Now), _ => Devices.Clean(n, _rig.Now) };

    /// <summary>Graph shows what the inventory has, but for what a test says.</summary>
    private Guid Chosen(Func<int, DeviceFacts, DeviceFacts?>? live = null)
    {
        var all = Enumerable.Range(1, Total).Select(Known).ToList();
        var shown = all.Select((facts, i) => (facts.ManagedDeviceId!, Live: live is null ? facts : live(i + 1, facts))).ToDictionary(d => d.Item1, d => d.Live);
        _rig.ReadLive = (id, _, _, _) =>
        {
            _reads.AddOrUpdate(id, 1, (_, n) => n + 1);
            return Task.FromResult(shown[id]);
        };
        return _rig.Catalogue.Select(all);
    }

    private async Task<Review> GetAsync(Guid id) => (await _rig.Desk.GetReviewAsync(People.Operator, id, default))!;

    private static int Of(Review review, ReviewStanding standing) => review.Bulk!.Of(standing);

    [Fact]
    public async Task Start_LongList_IsAnsweredByTheInventoryAndConfirmStaysShutUntilEveryDeviceWasReadLive()
    {
        var id = Chosen();
        var (read, last) = (_rig.ReadLive, new TaskCompletionSource());
        _rig.ReadLive = async (device, account, loan, stop) =>
        {
            if (device == Devices.ManagedId(Review.MostListed))
                await last.Task.WaitAsync(stop);
            return await read(device, account, loan, stop);
        };
        var started = await _rig.Desk.StartReviewAsync(People.Operator, id, OrderKind.AutopilotReset, default);
        var reading = _rig.Get<ReviewReader>().ReadAsync(started.Value, default);
        await PollAsync(async () => _reads.Count >= Review.MostListed - 48 && (await GetAsync(started.Value)).Bulk!.Judged);

        var review = await GetAsync(started.Value);
        Assert.Equal((Total, false), (review.Total, review.Complete));
        Assert.Equal((Total - 2, 1, 1), (Of(review, ReviewStanding.Ready), Of(review, ReviewStanding.NeedsRelease), Of(review, ReviewStanding.Refused)));
        Assert.Equal("review-incomplete", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused?.Code);

        last.SetResult();
        await reading;

        review = await GetAsync(started.Value);
        Assert.Equal((true, Total - 2), (review.Complete, review.Sent));
        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);
        Assert.Null(confirmed.Refused);
        var requests = await _rig.RequestsAsync(confirmed.Value);
        Assert.Equal(Enumerable.Range(1, Total - 2).Select(Devices.Key), requests.Select(r => r.DeviceKey));
        Assert.Equal(Enumerable.Range(0, Total - 2), requests.Select(r => r.Position));
        Assert.All(requests, r => Assert.Equal(ConfirmedIdentity.From(Known(r.Position + 1)), r.Confirmed));
        Assert.Equal(Total - 2, (await _rig.AuditAsync(AuditEvents.RequestPlanned)).Count);
        Assert.Contains($"{Total - 2} devices", Assert.Single(await _rig.AuditAsync(AuditEvents.BatchConfirmed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusedByTheInventory_StaysRefusedAndIsNotRead()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen((n, facts) => n == Hybrid ? Devices.Clean(n, _rig.Now) : facts));

        Assert.False(_reads.ContainsKey(Devices.ManagedId(Hybrid)));
        Assert.All(_reads.Values, n => Assert.Equal(1, n));
        Assert.Equal((1, Total - 1), (Of(review, ReviewStanding.Refused), _reads.Count));
        var refused = Assert.Single(await _rig.Desk.GetReviewedAsync(People.Operator, review.Id, new ReviewFilter(ReviewStanding.Refused), 0, 50, default));
        Assert.Equal((Devices.Key(Hybrid), false), (refused.Key, refused.WillBeSent));
    }

    [Fact]
    public async Task Read_LiveFactsThatDiffer_NeverGoInSilently()
    {
        var id = Chosen((n, facts) => n switch
        {
            1 => facts with { Name = "RENAMED" },
            2 => Devices.Hybrid(2, _rig.Now),
            3 => facts with { Holders = null },
            4 => null,
            5 => facts with { Serial = "ANOTHER5" },
            _ => facts,
        });
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, id);

        Assert.Equal((Total - 7, 1, 2, 3), (Of(review, ReviewStanding.Ready), Of(review, ReviewStanding.Attention), Of(review, ReviewStanding.Refused), Of(review, ReviewStanding.Unreadable)));
        var noted = Assert.Single(await _rig.Desk.GetReviewedAsync(People.Operator, review.Id, new ReviewFilter(ReviewStanding.Attention), 0, 50, default));
        Assert.Equal("RENAMED", noted.Name);
        Assert.Contains("name \"PC-0001\" → \"RENAMED\"", noted.Judgement.Reasons.Single(r => r.Code == "differs-from-inventory").Text, StringComparison.Ordinal);
        Assert.Equal("differs-from-inventory", Assert.Single(review.Bulk!.Counts, c => c.Standing == ReviewStanding.Attention).Reason);

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);
        Assert.Null(confirmed.Refused);
        Assert.DoesNotContain(await _rig.RequestsAsync(confirmed.Value), r => new[] { 2, 3, 4, 5 }.Select(Devices.Key).Contains(r.DeviceKey));
    }

    [Fact]
    public async Task Read_PrimaryUserAndOwner_AreThoseOfTheLiveRead()
    {
        var other = new Holders([new Person("99999999-0000-4000-8000-000000000001", "new@contoso.com")], [new Person("99999999-0000-4000-8000-000000000002")]);
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen((n, facts) => n == 7 ? facts with { Holders = other } : facts));

        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default);

        var request = (await _rig.RequestsAsync(confirmed.Value)).Single(r => r.DeviceKey == Devices.Key(7));
        Assert.Equal((other.PrimaryUser!.Id, other.Owner!.Id), (request.Confirmed.PrimaryUserId, request.Confirmed.OwnerId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(-7)]
    [InlineData(1)]
    public async Task Start_InventoryNotOfTheLastHours_IsRefused(int? hours)
    {
        _rig.Catalogue.InventoryAt = hours is { } h ? _rig.Now.AddHours(h) : null;

        var started = await _rig.Desk.StartReviewAsync(People.Operator, Chosen(), OrderKind.AutopilotReset, default);

        Assert.Equal("inventory-too-old", started.Refused?.Code);
    }

    [Fact]
    public async Task TakeOut_OneAndAllOfAReason_ChangeTheListAndVoidWhatWasTyped()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen((n, facts) => n <= 3 ? facts with { Name = $"RENAMED-{n}" } : facts));

        Assert.Null((await _rig.Desk.TakeOutAsync(People.Operator, review.Id, Devices.Key(9), default)).Refused);
        Assert.Equal(3, (await _rig.Desk.TakeOutAllAsync(People.Operator, review.Id, ReviewStanding.Attention, "differs-from-inventory", default)).Value);

        var after = await GetAsync(review.Id);
        Assert.Equal((Total - 4, Total - 2 - 4, 0), (after.Total, after.Sent, Of(after, ReviewStanding.Attention)));
        Assert.Equal("list-changed", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused?.Code);
        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(after), default);
        Assert.Equal(Total - 6, (await _rig.RequestsAsync(confirmed.Value)).Count);
        Assert.Equal("already-confirmed", (await _rig.Desk.TakeOutAllAsync(People.Operator, review.Id, ReviewStanding.Ready, null, default)).Refused?.Code);
    }

    [Fact]
    public async Task Release_StaleDevice_IsSentWithItsReason()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());

        Assert.Null((await _rig.Desk.ReleaseAsync(People.Operator, review.Id, Devices.Key(Stale), "It lies on my desk", default)).Refused);

        var after = await GetAsync(review.Id);
        Assert.Equal((review.Sent + 1, 1), (after.Sent, Of(after, ReviewStanding.Released)));
        Assert.NotEqual(review.FrozenHash, after.FrozenHash);
        var confirmed = await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(after), default);
        Assert.NotEmpty((await _rig.RequestsAsync(confirmed.Value)).Single(r => r.DeviceKey == Devices.Key(Stale)).ReleasedCodes);
    }

    [Fact]
    public async Task Read_StoppedHalfWay_GoesOnWithoutReadingTwice()
    {
        var id = Chosen();
        using var stop = new CancellationTokenSource();
        var read = _rig.ReadLive;
        _rig.ReadLive = async (device, account, loan, cancel) =>
        {
            if (_reads.Count >= 200)
                await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return await read(device, account, loan, cancel);
        };
        var started = await _rig.Desk.StartReviewAsync(People.Operator, id, OrderKind.AutopilotReset, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _rig.Get<ReviewReader>().ReadAsync(started.Value, stop.Token));
        var kept = await _rig.Console.ReadAsync(db => db.Set<ReviewDeviceRow>().Where(d => d.ReadAt != null).Select(d => d.Key).ToListAsync());
        Assert.InRange(kept.Count, 1, 200);
        Assert.Equal("review-incomplete", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(await GetAsync(started.Value)), default)).Refused?.Code);
        var before = _reads.ToDictionary();

        _rig.ReadLive = read;
        await _rig.Get<ReviewReader>().ReadAsync(started.Value, default);

        Assert.True((await GetAsync(started.Value)).Complete);
        Assert.All(kept, key => Assert.Equal(before[key[2..]], _reads[key[2..]]));
    }

    [Fact]
    public async Task Read_SelectionThatLostADevice_ComesToNothingAndSaysSo()
    {
        var id = Chosen();
        var started = await _rig.Desk.StartReviewAsync(People.Operator, id, OrderKind.AutopilotReset, default);
        var selection = (await _rig.Catalogue.GetSelectionAsync(People.Operator, id, default))!;
        _rig.Catalogue.Keep(selection with { Devices = [.. selection.Devices.Skip(1)] });

        await _rig.Get<ReviewReader>().ReadAsync(started.Value, default);

        var review = await GetAsync(started.Value);
        Assert.Contains($"{Total} devices were chosen", review.Bulk!.Failure, StringComparison.Ordinal);
        Assert.Equal((false, 0), (review.Complete, review.Sent));
        Assert.NotNull((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused);
    }

    [Fact]
    public async Task Service_LongReviews_AreAnsweredAtOnceAndHoldUpNoShortOne()
    {
        var (id, read, open) = (Chosen(), _rig.ReadLive, new TaskCompletionSource());
        var device = Devices.Clean(9_001, _rig.Now);
        _rig.ReadLive = async (asked, account, loan, stop) =>
        {
            if (asked == device.ManagedDeviceId)
                return device;
            await open.Task.WaitAsync(stop);
            return await read(asked, account, loan, stop);
        };
        await _rig.Get<ReviewReader>().StartAsync(default);
        var longs = new List<Guid>();
        for (var n = 0; n < 4; n++)
            longs.Add((await _rig.Desk.StartReviewAsync(People.Operator, id, OrderKind.AutopilotReset, default)).Value);
        var small = (await _rig.Desk.StartReviewAsync(People.Operator, _rig.Catalogue.Select(device), OrderKind.AutopilotReset, default)).Value;

        await PollAsync(async () => (await GetAsync(small)).Complete);
        foreach (var review in longs)
            await PollAsync(async () => (await GetAsync(review)).Bulk!.Judged);
        Assert.Empty(_reads);

        open.SetResult();
        foreach (var review in longs)
            await PollAsync(async () => (await GetAsync(review)).Complete);
        await _rig.Get<ReviewReader>().StopAsync(default);
    }

    [Fact]
    public async Task Pages_OfSomebodyElse_AreEmpty()
    {
        var review = await _rig.ReadAsync(OrderKind.AutopilotReset, Chosen());

        Assert.Empty(await _rig.Desk.GetReviewedAsync(_rig.Second, review.Id, new ReviewFilter(), 0, 50, default));
        Assert.Equal(51, (await _rig.Desk.GetReviewedAsync(People.Operator, review.Id, new ReviewFilter(Sent: true), 450, 100, default)).Count(d => d.WillBeSent));
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
