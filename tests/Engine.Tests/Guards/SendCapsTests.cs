using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Guards;

/// <summary>Rolling caps of the tenant and of a person, for an hour and a day, over all batches (decision 0055).</summary>
public sealed class SendCapsTests : IAsyncDisposable
{
    private readonly DeskRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task HourlyCap_Reached_WaitsAndSaysUntilWhen()
    {
        var batchId = await SentAsync("""{"DevicesPerHour":2}""", 1, 2, 3);
        await SendAsync(batchId, 0, _rig.Now.AddMinutes(-40));
        Assert.Null(await AskAsync(batchId));

        await SendAsync(batchId, 1, _rig.Now);

        // Counted by whole minutes: the one of 08:20 is older than an hour from 09:21 on.
        var refused = await AskAsync(batchId);
        Assert.Equal(("hourly-cap", $"2 devices were sent in the last hour; Guards:DevicesPerHour allows 2. The rest waits until {TimingWords.Utc(_rig.Now.AddMinutes(21))}."), (refused?.Code, refused?.Message));
        Assert.Equal(refused!.Message, (await _rig.Desk.GetBatchAsync(People.Operator, batchId, default))!.CapReached);
        Assert.Null((await _rig.Desk.GetBatchAsync(People.Operator, batchId, default))!.ExpectedSentBy);

        _rig.Time.Advance(TimeSpan.FromMinutes(21) - TimeSpan.FromTicks(1));
        Assert.Equal("hourly-cap", (await AskAsync(batchId))?.Code);
        _rig.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await AskAsync(batchId));
        Assert.Null((await _rig.Desk.GetBatchAsync(People.Operator, batchId, default))!.CapReached);
    }

    /// <summary>Sending one again that counts in the day but no more in the hour takes a place of the hour.</summary>
    [Fact]
    public async Task HourlyCap_DeviceCountedEarlier_TakesAPlaceAgain()
    {
        var batchId = await SentAsync("""{"DevicesPerHour":1,"DevicesPer24Hours":2}""", 1, 2);
        await SendAsync(batchId, 0, _rig.Now.AddHours(-2));
        await SendAsync(batchId, 1, _rig.Now);

        Assert.Equal("hourly-cap", (await AskAsync(batchId, 0))?.Code);
        Assert.Null(await AskAsync(batchId, 1));
        _rig.Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await AskAsync(batchId, 0));
        Assert.Equal("daily-cap", (await AskAsync(batchId))?.Code);
    }

    /// <summary>Two batches are one person's all the same; another person has their own count.</summary>
    [Theory]
    [InlineData("DevicesPerHourByPerson", "hourly-cap-person", "in the last hour")]
    [InlineData("DevicesPer24HoursByPerson", "daily-cap-person", "in the last 24 hours")]
    public async Task PersonCap_CountsOverTheirBatchesAndNobodyElses(string number, string code, string words)
    {
        var (first, second) = (await SentAsync("{}", 1, 2), await SentAsync($$"""{"{{number}}":2}""", 3));
        await SendAsync(first, 0, _rig.Now);
        await SendAsync(first, 1, _rig.Now, _rig.Second);
        Assert.Null(await AskAsync(second));
        await SendAsync(first, 1, _rig.Now, People.Operator);

        var refused = await AskAsync(second);
        Assert.Equal(code, refused?.Code);
        Assert.Contains($"2 devices were sent as olga {words}; Guards:{number} allows 2. The rest waits until", refused?.Message, StringComparison.Ordinal);

        // Whoever takes it over sends it as themselves, and stands for it.
        Assert.Null((await _rig.Desk.TakeOverAsync(_rig.Second, second, default)).Refused);
        Assert.Null(await AskAsync(second));
        await SendAsync(first, 0, _rig.Now, _rig.Second);
        await SendAsync(first, 1, _rig.Now, _rig.Second);
        Assert.Equal(code, (await AskAsync(second))?.Code);
        Assert.Equal(2, (await _rig.Guards.GetAsync(People.Operator, default)).SentLastHour);
    }

    /// <summary>From before the console kept who sent: it counts for everybody rather than for nobody.</summary>
    [Fact]
    public async Task PersonCap_SentByNobodyKnown_CountsForEverybody()
    {
        var batchId = await SentAsync("""{"DevicesPer24HoursByPerson":1}""", 1, 2);
        var request = (await _rig.RequestsAsync(batchId))[0];
        await _rig.ChangeAsync(request.Id, r => r.CountedAt = _rig.Now);
        await _rig.Console.WriteAsync(db => SendTally.RebuildAsync(db, TestDatabase.Tenant, _rig.Now, default), default);

        Assert.Equal("daily-cap-person", (await AskAsync(batchId))?.Code);
    }

    [Fact]
    public async Task Tally_CountedReleasedAndRebuilt_IsTheSame()
    {
        var batchId = await SentAsync("{}", 1, 2, 3, 4);
        await SendAsync(batchId, 0, _rig.Now.AddHours(-3));
        await SendAsync(batchId, 1, _rig.Now.AddMinutes(-90), _rig.Second);
        await SendAsync(batchId, 2, _rig.Now);
        await SendAsync(batchId, 3, _rig.Now);
        await SendAsync(batchId, 3, _rig.Now, _rig.Second);
        await _rig.Console.WriteAsync(async db => await SendTally.ReleaseAsync(db, await db.Requests.SingleAsync(r => r.Position == 2), default), default);
        SentBy[] expected = [new(People.Operator.Account().Id, 0, 1), new(_rig.Second.Account().Id, 1, 2)];
        Assert.Equal(expected, await TallyAsync());

        await _rig.Console.WriteAsync(db => SendTally.RebuildAsync(db, TestDatabase.Tenant, _rig.Now, default), default);

        Assert.Equal(expected, await TallyAsync());
    }

    [Fact]
    public async Task Confirm_PersonsDailyCap_CountsWhatWaitsInTheirOtherBatches()
    {
        await SentAsync("""{"DevicesPer24HoursByPerson":3}""", 1, 2);
        var two = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(3, _rig.Now), Devices.Clean(4, _rig.Now));

        Assert.Contains("2 of yours wait; 2 more would pass Guards:DevicesPer24HoursByPerson (3)", Assert.Single(two.Guards), StringComparison.Ordinal);
        Assert.Equal("daily-cap-person", (await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(two), default)).Refused?.Code);

        Assert.Null((await _rig.Desk.TakeOverAsync(_rig.Second, await BatchIdAsync(), default)).Refused);
        Assert.Null((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(two), default)).Refused);
    }

    /// <summary>What does not fit into an hour is not refused: it is said, and waits.</summary>
    [Fact]
    public async Task Confirm_MoreThanAnHourTakes_IsSaidAndConfirmed()
    {
        await SentAsync("""{"DevicesPerHour":2,"DevicesPerHourByPerson":1}""", 1);
        var review = await _rig.ReviewAsync(OrderKind.AutopilotReset, Devices.Clean(2, _rig.Now), Devices.Clean(3, _rig.Now), Devices.Clean(4, _rig.Now));

        Assert.Equal("No more than 1 device an hour may be sent as you (Guards:DevicesPerHourByPerson): these 3 take more than 2 h. What is beyond waits and goes on by itself.", Assert.Single(review.Guards));
        Assert.Null((await _rig.Desk.ConfirmAsync(People.Operator, DeskRig.Typed(review), default)).Refused);
    }

    private async Task<Guid> SentAsync(string numbers, params int[] devices)
    {
        var batchId = await _rig.BatchAsync(devices);
        await StoreAsync(numbers);
        return batchId;
    }

    private Task StoreAsync(string numbers) => _rig.Console.WriteAsync(async db => (await db.Set<GuardNumbersRow>().SingleAsync()).Numbers = numbers, default);

    private async Task SendAsync(Guid batchId, int position, DateTimeOffset at, Admin? by = null) => await _rig.Console.WriteAsync(async db =>
        await SendTally.CountAsync(db, [(await db.Requests.SingleAsync(r => r.BatchId == batchId && r.Position == position), (by ?? People.Operator).Account().Id)], at, default), default);

    private async Task<SentBy[]> TallyAsync() => [.. (await _rig.Console.ReadAsync(db => SendTally.ReadAsync(db, TestDatabase.Tenant, _rig.Now, default))).OrderBy(s => s.Person, StringComparer.Ordinal)];

    private Task<Guid> BatchIdAsync() => _rig.Console.ReadAsync(db => db.Batches.Select(b => b.Id).SingleAsync());

    private Task<Refused?> AskAsync(Guid batchId, int? position = null) => _rig.Console.ReadAsync(async db =>
    {
        var batch = await db.Batches.SingleAsync(b => b.Id == batchId);
        var request = position is null ? null : await db.Requests.SingleAsync(r => r.BatchId == batchId && r.Position == position);
        return await _rig.Get<GuardGate>().MaySendAsync(db, batch, request, _rig.Now, default);
    });
}
