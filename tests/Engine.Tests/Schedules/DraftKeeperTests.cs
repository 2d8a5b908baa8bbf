using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Schedules;

public sealed class DraftKeeperTests : IDisposable
{
    private static readonly DateTimeOffset Tonight = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);
    private readonly ScheduleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Keep_AheadOfAnOccurrence_FreezesItsListOnceAndTellsPeople()
    {
        await _rig.ScheduleAsync(hoursAhead: 6);
        await _rig.KeepAtAsync(Tonight.AddHours(-6).AddSeconds(-1));
        Assert.Empty(await _rig.DraftsAsync());

        await _rig.KeepAtAsync(Tonight.AddHours(-6));
        _rig.Found = new DevicePage([], 0);
        await _rig.KeepAtAsync(Tonight.AddHours(-5));

        var draft = Assert.Single(await _rig.DraftsAsync());
        Assert.Equal((DraftState.Waiting, Tonight, 2, new DateOnly(2026, 11, 23)), (draft.State, draft.At, draft.Devices, draft.Day));
        var kept = await _rig.Database.Console.ReadAsync(db => db.Set<DraftDevice>().Where(d => d.DraftId == draft.Id).OrderBy(d => d.Position).ToListAsync());
        Assert.Equal(2, kept.Select(d => d.Key).Distinct().Count());
        Assert.Equal([NoticeKind.DraftWaiting], await _rig.NoticesAsync());
    }

    /// <summary>Both have resolved before either writes.</summary>
    [Fact]
    public async Task Keep_TwoNodesAtOnce_MakeOneDraft()
    {
        await _rig.ScheduleAsync();
        var (resolve, both) = (_rig.Resolve, new TaskCompletionSource());
        var waiting = 0;
        _rig.Resolve = async (query, oldest, stop) =>
        {
            if (Interlocked.Increment(ref waiting) == 2)
                both.SetResult();
            await both.Task.WaitAsync(TimeSpan.FromSeconds(60), stop);
            return await resolve(query, oldest, stop);
        };

        await Task.WhenAll(_rig.KeepAsync(), _rig.KeepAsync());

        Assert.Equal(2, waiting);
        Assert.Single(await _rig.DraftsAsync());
        Assert.Equal([NoticeKind.DraftWaiting], await _rig.NoticesAsync());
        Assert.Single(await _rig.AuditAsync(), AuditEvents.ScheduleDrafted);
    }

    /// <summary>Should the row's own memory be lost, the index still refuses a second draft of a day.</summary>
    [Fact]
    public async Task Keep_DayForgotten_TheIndexRefusesASecondDraft()
    {
        await _rig.ScheduleAsync();
        await _rig.KeepAsync();
        await _rig.Database.Console.WriteAsync(db => db.Set<Schedule>().ExecuteUpdateAsync(s => s.SetProperty(x => x.DoneThrough, new DateOnly(2026, 11, 22))), default);

        await _rig.KeepAsync();

        Assert.Single(await _rig.DraftsAsync());
    }

    [Fact]
    public async Task Keep_NobodyConfirmsInTime_IsMissedOnceAndTold()
    {
        await _rig.ScheduleAsync(hoursAhead: 1);
        await _rig.KeepAtAsync(Tonight.AddHours(-1));

        await _rig.KeepAtAsync(Tonight);
        await _rig.KeepAtAsync(Tonight.AddMinutes(1));

        var draft = Assert.Single(await _rig.DraftsAsync());
        Assert.Equal(DraftState.Missed, draft.State);
        Assert.Contains("Nothing was sent", draft.Why, StringComparison.Ordinal);
        Assert.Equal([NoticeKind.DraftWaiting, NoticeKind.DraftMissed], await _rig.NoticesAsync());
        Assert.Equal(0, await _rig.Database.Console.ReadAsync(db => db.Set<DraftDevice>().CountAsync()));
    }

    /// <summary>The engine was down for three nights: one entry tells of them, and the night ahead is made now.</summary>
    [Fact]
    public async Task Keep_AfterAnOutage_TellsWhatPassedAndMakesWhatIsAhead()
    {
        await _rig.ScheduleAsync(hoursAhead: 6);

        await _rig.KeepAtAsync(Tonight.AddDays(3).AddHours(-2));

        var drafts = await _rig.DraftsAsync();
        Assert.Equal([(DraftState.Missed, Tonight.AddDays(2), 0), (DraftState.Waiting, Tonight.AddDays(3), 2)], drafts.Select(d => (d.State, d.At, d.Devices)));
        Assert.Contains("2 occurrences before it", drafts[0].Why, StringComparison.Ordinal);
    }

    public static TheoryData<string> Reasons => ["no-inventory", "inventory-stale", "selection-too-large"];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Keep_CannotBeResolved_FailsWithTheReasonAndChoosesNothing(string code)
    {
        await _rig.ScheduleAsync();
        _rig.Resolve = (_, _, _) => Task.FromResult<Outcome<DevicePage>>(new Refused(code, "So it is."));

        await _rig.KeepAsync();

        await FailedAsync("So it is.");
    }

    [Fact]
    public async Task Keep_FilterThatCannotBeRead_FailsAndNeverResolves()
    {
        await _rig.ScheduleAsync();
        await _rig.Database.Console.WriteAsync(db => db.Set<StoredFilter>().ExecuteUpdateAsync(f => f.SetProperty(x => x.Query, "{}")), default);
        _rig.Resolve = (_, _, _) => throw new InvalidOperationException("It was asked for all the same.");

        await _rig.KeepAsync();

        await FailedAsync("cannot be read");
    }

    [Fact]
    public async Task Keep_NothingMatches_AsksNobody()
    {
        await _rig.ScheduleAsync();
        _rig.Found = new DevicePage([], 0);

        await _rig.KeepAsync();

        Assert.Equal(DraftState.Nothing, Assert.Single(await _rig.DraftsAsync()).State);
        Assert.Empty(await _rig.NoticesAsync());
    }

    [Fact]
    public async Task Keep_RecurrenceThatCannotBeRead_MakesNothingAndHealthSaysSo()
    {
        await _rig.ScheduleAsync();
        await _rig.Database.Console.WriteAsync(db => db.Set<Schedule>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Recurrence, """{"rhythm":"Hourly"}""")), default);
        var good = await _rig.ScheduleAsync(name: "Another");

        await _rig.KeepAsync();

        Assert.Equal(good, Assert.Single(await _rig.DraftsAsync()).ScheduleId);
        Assert.Equal(HealthState.Degraded, Assert.Single(_rig.Health.Rows, r => r.What == "Schedules").State);
        Assert.True((await _rig.Room.GetAsync(People.Operator, default)).Schedules.Single(s => s.Name == "Nightly").Unreadable);
    }

    private async Task FailedAsync(string why)
    {
        var draft = Assert.Single(await _rig.DraftsAsync());
        Assert.Equal((DraftState.Failed, 0), (draft.State, draft.Devices));
        Assert.Contains(why, draft.Why, StringComparison.Ordinal);
        Assert.Equal([NoticeKind.DraftMissed], await _rig.NoticesAsync());
    }
}
