using System.Text;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Audit;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Schedules;

/// <summary>A schedule that is changed, and the drafts that were made before.</summary>
public sealed class ScheduleEditTests : IDisposable
{
    private static readonly DateTimeOffset Tonight = new(2026, 11, 23, 21, 0, 0, TimeSpan.Zero);
    private readonly ScheduleRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Edit_EveryPart_IsAuditedWithOldAndNew()
    {
        var id = await _rig.ScheduleAsync();
        var filter = await _rig.Filters.SaveAsync(People.Operator, "Pool", new DeviceQuery { Text = "pool" }, default);
        var (row, form) = await _rig.ShownAsync(id);

        var edited = await _rig.Room.EditAsync(People.Operator, id, row.Version, new ScheduleForm("Weekly", filter.Value, OnFridays, 48), default);

        Assert.Null(edited.Refused);
        var (after, now) = await _rig.ShownAsync(id);
        Assert.Equal(("Weekly", "Pool", 48, "Fri at 20:00 (Europe/Lisbon)"), (after.Name, after.FilterName, after.HoursAhead, after.Words));
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 20, 0, 0, TimeSpan.Zero), after.Next[0].At);
        var entry = await _rig.Database.Console.ReadAsync(db => db.AuditEntries.SingleAsync(e => e.Type == AuditEvents.ScheduleChanged));
        Assert.Equal(
            "Schedule \"Nightly\" changed: named \"Weekly\" instead; matches of \"Filter of Nightly\" → \"Pool\"; every day at 22:00 (Europe/Berlin) → Fri at 20:00 (Europe/Lisbon); drafts 24 h → 48 h ahead.",
            entry.Text);
        Assert.Contains(form.FilterId.ToString(), Encoding.UTF8.GetString(entry.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_BySomebodyWhoSawAnOlderState_IsToldAndKeepsNothing()
    {
        var id = await _rig.ScheduleAsync();
        var (row, form) = await _rig.ShownAsync(id);
        Assert.Null((await _rig.Room.EditAsync(People.Operator, id, row.Version, form with { HoursAhead = 48 }, default)).Refused);

        var second = await _rig.Room.EditAsync(People.Operator, id, row.Version, form with { Name = "Mine" }, default);

        Assert.Equal("schedule-changed", second.Refused?.Code);
        Assert.Equal(("Nightly", 48), ((await _rig.ShownAsync(id)).Row.Name, (await _rig.ShownAsync(id)).Row.HoursAhead));
    }

    [Fact]
    public async Task Edit_Wrong_IsRefusedWithWhat()
    {
        var id = await _rig.ScheduleAsync();
        await _rig.ScheduleAsync(name: "Other");
        var (row, form) = await _rig.ShownAsync(id);

        Assert.Equal("name-taken", await CodeAsync(form with { Name = "OTHER" }));
        Assert.Equal("name-invalid", await CodeAsync(form with { Name = " " }));
        Assert.Equal("hours-ahead", await CodeAsync(form with { HoursAhead = 0 }));
        Assert.Equal("filter-not-found", await CodeAsync(form with { FilterId = Guid.Empty }));
        Assert.Equal("recurrence-invalid", await CodeAsync(form with { Recurrence = form.Recurrence with { Zone = "Nowhere" } }));
        Assert.Equal("nothing-changed", await CodeAsync(form));
        Assert.NotNull((await _rig.Room.EditAsync(People.Auditor, id, row.Version, form with { HoursAhead = 48 }, default)).Refused);
        Assert.Null(await CodeAsync(form with { Name = "NIGHTLY" }));

        async Task<string?> CodeAsync(ScheduleForm changed) => (await _rig.Room.EditAsync(People.Operator, id, row.Version, changed, default)).Refused?.Code;
    }

    /// <summary>Somebody may be reviewing it: its list, its time and its day stay, and the next occurrence follows the change.</summary>
    [Fact]
    public async Task Edit_WithADraftMade_LeavesItAndGoesOnByTheChange()
    {
        var id = await _rig.ScheduleAsync(hoursAhead: 24);
        await _rig.KeepAsync();
        var made = Assert.Single(await _rig.DraftsAsync());
        var (row, form) = await _rig.ShownAsync(id);

        Assert.Null((await _rig.Room.EditAsync(People.Operator, id, row.Version, form with { Recurrence = form.Recurrence with { At = new TimeOnly(23, 0) } }, default)).Refused);
        await _rig.KeepAsync();
        await _rig.KeepAtAsync(Tonight.AddHours(2));

        var drafts = await _rig.DraftsAsync();
        Assert.Equal([Tonight, Tonight.AddDays(1).AddHours(1)], drafts.Select(d => d.At));
        Assert.Equal((made.Id, made.Day, made.Devices, DraftState.Missed), (drafts[0].Id, drafts[0].Day, drafts[0].Devices, drafts[0].State));
        Assert.Equal(DraftState.Waiting, drafts[1].State);
    }

    [Fact]
    public async Task Edit_EarlierToday_IsNotMissed()
    {
        var id = await _rig.ScheduleAsync(hoursAhead: 1);
        var (row, form) = await _rig.ShownAsync(id);

        // It is 10:00: the new rhythm's occurrence of today passed before anybody had said so.
        Assert.Null((await _rig.Room.EditAsync(People.Operator, id, row.Version, form with { Recurrence = form.Recurrence with { At = new TimeOnly(9, 0) } }, default)).Refused);
        await _rig.KeepAsync();

        Assert.Empty(await _rig.DraftsAsync());
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero), (await _rig.ShownAsync(id)).Row.Next[0].At);
    }

    /// <summary>What was found by the old filter is no draft of the new one.</summary>
    [Fact]
    public async Task Edit_WhileADraftIsBeingMade_WinsAndTheNextBeatMakesItAnew()
    {
        var id = await _rig.ScheduleAsync();
        var pool = await _rig.Filters.SaveAsync(People.Operator, "Pool", new DeviceQuery { Text = "pool" }, default);
        var (row, form) = await _rig.ShownAsync(id);
        var asked = new List<string?>();
        _rig.Resolve = async (query, _, _) =>
        {
            asked.Add(query.Text);
            if (asked.Count == 1)
                Assert.Null((await _rig.Room.EditAsync(People.Operator, id, row.Version, form with { FilterId = pool.Value }, default)).Refused);
            return _rig.Found;
        };

        await _rig.KeepAsync();
        Assert.Empty(await _rig.DraftsAsync());
        await _rig.KeepAsync();

        Assert.Equal(["leaver", "pool"], asked);
        Assert.Equal(Tonight, Assert.Single(await _rig.DraftsAsync()).At);
    }

    private static Recurrence OnFridays { get; } = new(Rhythm.Weekdays, [DayOfWeek.Friday], 0, new TimeOnly(20, 0), "Europe/Lisbon");
}
