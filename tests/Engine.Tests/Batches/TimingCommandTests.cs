using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Waves;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tests.Batches;

/// <summary>When a batch may be sent, as people choose, see, hold and stand for it. The clock begins on Friday 12 June 2026 at 11:00 in Berlin.</summary>
public sealed class TimingCommandTests : IAsyncDisposable
{
    private const string Berlin = "Europe/Berlin";
    private static readonly Timing TenPm = new(PlannedStart.Of(Berlin, new(2026, 6, 12, 22, 0, 0)), null);
    private readonly DeskRig _rig = new(new Dictionary<string, string?> { ["Guards:ConfirmSignInMinutes"] = "0", ["Guards:ApprovalSignInMinutes"] = "0", ["Guards:ApprovalAboveDevices"] = "2", ["Guards:ApprovalValidHours"] = "6" });

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Confirm_WithAStart_FreezesAuditsAndTellsIt()
    {
        var batch = await ConfirmedAsync(TenPm, 1);

        var row = await RowAsync();
        Assert.Equal((TenPm.Start!.At, null, null), (row.SendsFrom!.Value, row.BegunAt, row.StartMissedAt));
        Assert.Equal(TenPm, FrozenTiming.Of(row));
        var entry = Assert.Single(await _rig.AuditAsync(AuditEvents.BatchConfirmed));
        Assert.Contains("Starts Fri 12 Jun 2026 22:00 Europe/Berlin = 20:00 UTC.", entry.Text, StringComparison.Ordinal);
        var notice = await _rig.Console.ReadAsync(db => db.Set<Notice>().SingleAsync());
        Assert.Equal(NoticeKind.BatchScheduled, notice.Kind);
        Assert.Contains("20:00 UTC. Any admin may hold it", notice.Text, StringComparison.Ordinal);

        var detail = (await _rig.Desk.GetBatchAsync(People.Auditor, batch, default))!;
        var timing = detail.Row.Timing!;
        Assert.Equal((TenPm.Start.At, TenPm.Start.At.AddHours(1), false, false), (timing.WaitsUntil, timing.MissedAfter, timing.Begun, timing.Missed));
        Assert.True(detail.ExpectedSentBy >= TenPm.Start.At);
    }

    [Fact]
    public async Task Confirm_WithAWindow_IsShownWithItsNextOpening()
    {
        var window = new MaintenanceWindow(Berlin, [DayOfWeek.Friday, DayOfWeek.Saturday], new(20, 0), TimeSpan.FromHours(2));
        var batch = await ConfirmedAsync(new Timing(null, window), 1);

        var row = await RowAsync();
        Assert.Equal((window.Zone, window.From, window.Length), (FrozenTiming.Of(row)!.Window!.Zone, FrozenTiming.Of(row)!.Window!.From, FrozenTiming.Of(row)!.Window!.Length));
        Assert.Equal(window.Days, FrozenTiming.Of(row)!.Window!.Days);
        var opens = DateTimeOffset.Parse("2026-06-12T18:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((opens, null), ((await ShownAsync(batch)).WaitsUntil, (await ShownAsync(batch)).MissedAfter));
        _rig.Time.SetUtcNow(opens.AddMinutes(1));
        Assert.Equal((null, opens.AddHours(2)), ((await ShownAsync(batch)).WaitsUntil, (await ShownAsync(batch)).ClosesAt));
    }

    [Theory]
    [InlineData("2026-06-12T11:00:00", "is past")]
    [InlineData("2026-06-13T11:01:00", "a confirmation made now ends Sat 13 Jun 2026 09:00 UTC (24 h)")]
    public async Task Confirm_PastOrBeyondTheConfirmation_IsRefused(string local, string says)
    {
        var start = PlannedStart.Of(Berlin, DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture));
        var refused = await _rig.RefusedAsync("timing", DeskRig.Typed(await _rig.CleanReviewAsync(1)) with { Timing = new Timing(start, null) });

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirm_UnusableTiming_IsRefused()
    {
        var typed = DeskRig.Typed(await _rig.CleanReviewAsync(1));

        await _rig.RefusedAsync("timing", typed with { Timing = new Timing(null, null) });
        await _rig.RefusedAsync("timing", typed with { Timing = new Timing(new PlannedStart("Mars/Olympus", new(2026, 6, 12, 22, 0, 0), _rig.Now.AddHours(1)), null) });
        await _rig.RefusedAsync("timing", typed with { Timing = TenPm with { Start = TenPm.Start! with { At = TenPm.Start.At.AddHours(-1) } } });
        await _rig.RefusedAsync("timing", typed with { Timing = new Timing(null, new MaintenanceWindow(Berlin, [], default, TimeSpan.Zero)) });

        // Opens on Sunday only, when today's confirmation has ended.
        await _rig.RefusedAsync("timing", typed with { Timing = new Timing(null, new MaintenanceWindow(Berlin, [DayOfWeek.Sunday], default, TimeSpan.FromHours(1))) });
    }

    [Fact]
    public async Task Confirm_AgainWithAnotherStart_IsRefused()
    {
        var typed = DeskRig.Typed(await _rig.CleanReviewAsync(1)) with { Timing = TenPm };
        var batch = (await _rig.ConfirmAsync(typed)).Value;

        Assert.Equal(batch, (await _rig.ConfirmAsync(typed)).Value);
        await _rig.RefusedAsync("already-confirmed", typed with { Timing = null }, batches: 1);
    }

    [Fact]
    public async Task Countdown_HeldByAnybody_GoesOnAfterAResume()
    {
        var batch = await ConfirmedAsync(TenPm, 1);

        Assert.Null((await _rig.Desk.PauseAsync(_rig.Second, batch, DeskRig.Because, default)).Refused);
        Assert.Equal("batch-not-running", await MaySendAsync());
        Assert.Equal(TenPm.Start!.At, (await ShownAsync(batch)).WaitsUntil);
        Assert.Null((await _rig.Desk.ResumeAsync(People.Operator, batch, default)).Refused);

        Assert.Equal(Timings.NotYet, await MaySendAsync());
        _rig.Time.SetUtcNow(TenPm.Start.At);
        Assert.Null(await MaySendAsync());
    }

    [Fact]
    public async Task Missed_GoesOnOnlyWhenSomebodyStandsForItAnew()
    {
        var batch = await ConfirmedAsync(TenPm, 1);
        await MissAsync();
        Assert.True((await ShownAsync(batch)).Missed);
        Assert.Equal(batch, Assert.Single((await _rig.Get<IOverview>().GetAsync(People.Operator, default)).StartsMissed).Id);
        Assert.Equal(Timings.Missed, (await _rig.Desk.ResumeAsync(People.Operator, batch, default)).Refused?.Code);

        Assert.Null((await _rig.Desk.TakeOverAsync(_rig.Second, batch, default)).Refused);
        Assert.Contains("although its start was missed", Assert.Single(await _rig.AuditAsync(AuditEvents.BatchTakenOver)).Text, StringComparison.Ordinal);
        Assert.Equal("batch-not-running", await MaySendAsync());
        Assert.Null((await _rig.Desk.ResumeAsync(_rig.Second, batch, default)).Refused);

        Assert.Null(await MaySendAsync());
        Assert.Equal((false, true), ((await ShownAsync(batch)).Missed, (await ShownAsync(batch)).Begun));
        Assert.Empty((await _rig.Get<IOverview>().GetAsync(People.Operator, default)).StartsMissed);
    }

    /// <summary>Whoever takes over a batch before anybody was told of the missed start has not stood for that.</summary>
    [Fact]
    public async Task TakeOver_BeforeTheMissIsSaid_DoesNotStandForIt()
    {
        var batch = await ConfirmedAsync(TenPm, 1);
        _rig.Time.SetUtcNow(TenPm.Start!.At.AddHours(2));

        Assert.Null((await _rig.Desk.TakeOverAsync(_rig.Second, batch, default)).Refused);

        Assert.Null((await RowAsync()).BegunAt);
        Assert.Equal(Timings.Missed, await MaySendAsync());
    }

    /// <summary>Taking a batch over before its start moves neither the start nor anything else of its time.</summary>
    [Fact]
    public async Task TakeOver_DuringTheCountdown_KeepsTheStart()
    {
        var batch = await ConfirmedAsync(TenPm, 1);

        Assert.Null((await _rig.Desk.TakeOverAsync(_rig.Second, batch, default)).Refused);

        Assert.Null((await RowAsync()).BegunAt);
        Assert.Equal(Timings.NotYet, await MaySendAsync());
    }

    [Fact]
    public async Task Approve_TooEarlyOrTooLate_IsRefused()
    {
        var batch = await ConfirmedAsync(TenPm, 1, 2, 3);
        Assert.EndsWith("Starts Fri 12 Jun 2026 22:00 Europe/Berlin = 20:00 UTC.", (await _rig.Console.ReadAsync(db => db.Set<Notice>().SingleAsync())).Text, StringComparison.Ordinal);
        Assert.Equal("approval-too-early", (await ApproveAsync(batch)).Refused?.Code);

        _rig.Time.SetUtcNow(TenPm.Start!.At.AddHours(-6));
        Assert.Null((await ApproveAsync(batch)).Refused);
        await _rig.Desk.WithdrawApprovalAsync(_rig.Second, batch, DeskRig.Because, default);
        await MissAsync();

        Assert.Equal(Timings.Missed, (await ApproveAsync(batch)).Refused?.Code);
    }

    [Fact]
    public async Task Approve_CoversTheTiming()
    {
        var batch = await ConfirmedAsync(TenPm, 1, 2, 3);
        _rig.Time.SetUtcNow(TenPm.Start!.At.AddHours(-6));
        Assert.Null((await ApproveAsync(batch)).Refused);
        var earlier = TenPm with { Start = PlannedStart.Of(Berlin, new(2026, 6, 12, 21, 0, 0)) };
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.Timing, FrozenTiming.Write(earlier)).SetProperty(x => x.SendsFrom, earlier.Start!.At)), default);

        _rig.Time.SetUtcNow(earlier.Start!.At);

        Assert.Equal(Approvals.Void, await MaySendAsync());
    }

    /// <summary>An approval that was given before there were timings is of the same batch as ever.</summary>
    [Fact]
    public async Task Digest_WithoutATiming_IsAsBefore()
    {
        await _rig.BatchAsync(1);
        var row = await RowAsync();
        var before = System.Security.Cryptography.SHA256.HashData(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new
        {
            row.Id,
            Kind = row.Kind.ToString(),
            NextUser = row.NextUser.ToString(),
            row.FrozenHash,
            row.WavePlan,
            row.Waves,
            SendsAs = row.SendsAs.Id,
        }));

        Assert.Equal(Convert.ToHexStringLower(before), Approvals.Digest(row));
    }

    [Fact]
    public async Task GetBatch_TimingUnreadable_SaysWhy()
    {
        var batch = await ConfirmedAsync(TenPm, 1);
        await _rig.Console.WriteAsync(db => db.Batches.ExecuteUpdateAsync(b => b.SetProperty(x => x.Timing, "{}")), default);

        var shown = await ShownAsync(batch);

        Assert.True(shown.Unreadable);
        Assert.StartsWith("Nothing is sent: when this batch may be sent is damaged", shown.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rehearse_WithStartAndWindow_GoesByThem()
    {
        var window = new MaintenanceWindow(Berlin, [DayOfWeek.Saturday], new(1, 0), TimeSpan.FromMinutes(1));
        var played = (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 100, WavePlan.OneWave, TenPm with { Window = window }, null, default)).Value!;

        var wave = Assert.Single(played.Result.Waves);
        Assert.Equal(DateTimeOffset.Parse("2026-06-12T23:00:00Z", System.Globalization.CultureInfo.InvariantCulture), wave.FirstSend);
        Assert.InRange(wave.LastSend, wave.FirstSend.AddDays(7), wave.FirstSend.AddDays(7).AddMinutes(1));
        Assert.Equal(_rig.Now.AddHours(24), played.ConfirmationEnds);
        Assert.Equal("timing", (await _rig.Desk.RehearseAsync(People.Operator, OrderKind.AutopilotReset, 100, WavePlan.OneWave, new Timing(null, null), null, default)).Refused?.Code);
    }

    private async Task<Guid> ConfirmedAsync(Timing timing, params int[] devices)
    {
        var confirmed = await _rig.ConfirmAsync(DeskRig.Typed(await _rig.CleanReviewAsync(devices)) with { Timing = timing });
        Assert.Null(confirmed.Refused);
        return confirmed.Value;
    }

    /// <summary>As the keeper leaves a batch that could not begin in time.</summary>
    private Task MissAsync()
    {
        _rig.Time.SetUtcNow(TenPm.Start!.At.AddHours(1).AddSeconds(1));
        return _rig.Console.WriteAsync(async db =>
        {
            var batch = await db.Batches.SingleAsync();
            Assert.Equal(Timings.Missed, Timings.Refuse(batch, _rig.Get<IOptions<GuardOptions>>().Value, _rig.Now)?.Code);
            await BatchLedger.MissStartAsync(db, batch, "The start was missed.", _rig.Now, default);
        }, default);
    }

    private async Task<Outcome<Done>> ApproveAsync(Guid batch) =>
        await _rig.Desk.ApproveAsync(_rig.Second, new Approving(batch, (await RowAsync()).FrozenHash, "3"), default);

    private async Task<string?> MaySendAsync() => await _rig.Console.ReadAsync(async db =>
        (await _rig.Get<GuardGate>().MaySendAsync(db, await db.Batches.SingleAsync(), null, _rig.Now, default))?.Code);

    private async Task<BatchTiming> ShownAsync(Guid batch) => (await _rig.Desk.GetBatchAsync(People.Operator, batch, default))!.Row.Timing!;

    private Task<Batch> RowAsync() => _rig.Console.ReadAsync(db => db.Batches.SingleAsync());
}
