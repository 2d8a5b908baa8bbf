using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Tests.Schedules;

public sealed class ScheduleCommandTests : IDisposable
{
    private const string Because = "School holidays until January";
    private static readonly DateTimeOffset Tonight = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);
    private readonly ScheduleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Make_ShowsItsNextOccurrences()
    {
        await _rig.ScheduleAsync();

        var row = Assert.Single((await _rig.Room.GetAsync(People.Auditor, default)).Schedules);

        Assert.Equal([Tonight, Tonight.AddDays(1), Tonight.AddDays(2)], row.Next.Select(n => n.At));
        Assert.Equal("every day at 22:00 (Europe/Berlin)", row.Words);
        Assert.Equal(["Nightly"], Assert.Single(await _rig.Filters.FindAsync(People.Operator, default)).UsedBy);
        Assert.Equal("filter-used", (await _rig.Filters.DeleteAsync(People.Operator, row.FilterId, default)).Refused?.Code);
    }

    public static TheoryData<string, int, Recurrence, string> Wrong => new()
    {
        { "", 24, ScheduleRig.EveryNight, "name-invalid" },
        { "NIGHTLY", 24, ScheduleRig.EveryNight, "name-taken" },
        { "Other", 0, ScheduleRig.EveryNight, "hours-ahead" },
        { "Other", 169, ScheduleRig.EveryNight, "hours-ahead" },
        { "Other", 24, null!, "recurrence-invalid" },
        { "Other", 24, ScheduleRig.EveryNight with { Zone = "Nowhere" }, "recurrence-invalid" },
        { "Other", 24, ScheduleRig.EveryNight with { Rhythm = Rhythm.Weekdays }, "recurrence-invalid" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Make_Wrong_IsRefusedWithWhat(string name, int hours, Recurrence recurrence, string code)
    {
        await _rig.ScheduleAsync();
        var filter = Assert.Single(await _rig.Filters.FindAsync(People.Operator, default)).Id;

        Assert.Equal(code, (await _rig.Room.MakeAsync(People.Operator, new ScheduleForm(name, filter, recurrence, hours), default)).Refused?.Code);
    }

    [Fact]
    public async Task Make_WithoutTheApplicationsReads_IsRefused()
    {
        _rig.Graph.ApplicationReads = false;

        Assert.Equal("no-application-reads", (await _rig.Room.MakeAsync(People.Operator, new ScheduleForm("Nightly", Guid.Empty, ScheduleRig.EveryNight, 24), default)).Refused?.Code);
        Assert.NotNull((await _rig.Room.GetAsync(People.Operator, default)).Unavailable);
    }

    /// <summary>What passed while it was paused was not missed, and what is ahead is made once it goes on.</summary>
    [Fact]
    public async Task Pause_ThenResume_GoesOnWithWhatIsAhead()
    {
        var id = await _rig.ScheduleAsync(hoursAhead: 6);
        Assert.Null((await _rig.Room.PauseAsync(People.Operator, id, Because, default)).Refused);
        await _rig.KeepAtAsync(Tonight.AddHours(-1));
        await _rig.KeepAtAsync(Tonight.AddDays(2).AddHours(-1));
        Assert.Empty(await _rig.DraftsAsync());

        Assert.Null((await _rig.Room.ResumeAsync(People.Operator, id, default)).Refused);
        await _rig.KeepAsync();

        Assert.Equal((DraftState.Waiting, Tonight.AddDays(2)), Assert.Single((await _rig.DraftsAsync()).Select(d => (d.State, d.At))));
    }

    /// <summary>Paused and resumed within the hours ahead: the draft that is there is not made again.</summary>
    [Fact]
    public async Task Resume_WhatWasMadeBefore_IsNotMadeAgain()
    {
        var id = await _rig.ScheduleAsync(hoursAhead: 12);
        await _rig.KeepAsync();
        await _rig.Room.PauseAsync(People.Operator, id, Because, default);
        await _rig.Room.ResumeAsync(People.Operator, id, default);

        await _rig.KeepAsync();

        Assert.Single(await _rig.DraftsAsync());
    }

    [Fact]
    public async Task Delete_TakesItsDraftsWithIt()
    {
        var id = await _rig.ScheduleAsync();
        await _rig.KeepAsync();

        Assert.Null((await _rig.Room.DeleteAsync(People.Operator, id, Because, default)).Refused);

        Assert.Empty(await _rig.DraftsAsync());
        Assert.Empty((await _rig.Room.GetAsync(People.Operator, default)).Schedules);
    }

    [Fact]
    public async Task Dismiss_Waiting_IsOverAndNotMissed()
    {
        await _rig.ScheduleAsync();
        await _rig.KeepAsync();
        var draft = Assert.Single(await _rig.DraftsAsync());

        Assert.Null((await _rig.Room.DismissAsync(People.Operator, draft.Id, Because, default)).Refused);
        _rig.Found = new DevicePage([], 0);
        await _rig.KeepAtAsync(Tonight);

        Assert.Equal(DraftState.Dismissed, (await _rig.DraftsAsync())[0].State);
        Assert.Equal("draft-settled", (await _rig.Room.DismissAsync(People.Operator, draft.Id, Because, default)).Refused?.Code);
    }

    [Fact]
    public async Task Commands_AnAuditorsAreRefusedAndEveryChangeIsAudited()
    {
        var id = await _rig.ScheduleAsync();
        foreach (var refused in new[]
        {
            (await _rig.Room.PauseAsync(People.Auditor, id, Because, default)).Refused, (await _rig.Room.ResumeAsync(People.Auditor, id, default)).Refused,
            (await _rig.Room.DeleteAsync(People.Auditor, id, Because, default)).Refused, (await _rig.Room.DismissAsync(People.Auditor, id, Because, default)).Refused,
            (await _rig.Room.MakeAsync(People.Auditor, new ScheduleForm("x", id, ScheduleRig.EveryNight, 24), default)).Refused,
        })
            Assert.Equal("read-only", refused?.Code);
        Assert.Equal("reason-required", (await _rig.Room.PauseAsync(People.Operator, id, "-", default)).Refused?.Code);

        await _rig.Room.PauseAsync(People.Operator, id, Because, default);
        await _rig.Room.ResumeAsync(People.Operator, id, default);
        await _rig.Room.DeleteAsync(People.Operator, id, Because, default);

        Assert.Equal(
            [AuditEvents.ScheduleMade, AuditEvents.SchedulePaused, AuditEvents.ScheduleResumed, AuditEvents.ScheduleDeleted],
            (await _rig.AuditAsync()).Where(t => t.StartsWith("schedule.", StringComparison.Ordinal)));
    }
}
