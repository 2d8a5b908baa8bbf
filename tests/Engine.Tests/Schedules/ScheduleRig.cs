using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Filters;
using AutopilotReset.Engine.Schedules;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Schedules;

/// <summary>Schedules and their keeper on a database of their own; what matches is the test's.</summary>
internal sealed class ScheduleRig : IDisposable
{
    public ScheduleRig()
    {
        var session = new FakeEntraSession(Time);
        session.Grant(People.Operator);
        session.Grant(People.Auditor);
        var desk = new CommandDesk(Database.Console, new Standings(session, Time), TestDatabase.Identity, Time);
        var guards = new PresentNumbers(Database.Console, Options.Create(new GuardNumbers()), TestDatabase.Identity);
        Filters = new SavedFilters(Database.Console, desk, TestDatabase.Identity, Time);
        var queries = new ScheduleQueries(Database.Console, TestDatabase.Identity, Options.Create(new ScheduleOptions()), Options.Create(Graph), Time);
        var commands = new ScheduleCommands(Database.Console, desk, queries, TestDatabase.Identity, guards, Time);
        Room = new ScheduleRoom(queries, commands, new ScheduleEdit(Database.Console, desk, commands, TestDatabase.Identity, Time), new DraftCommands(Database.Console, desk, TestDatabase.Identity, guards, Time));
        Resolve = (_, _, _) => Task.FromResult<Outcome<DevicePage>>(Found);
    }

    /// <summary>Monday, 10:00 in Berlin.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    public TestDatabase Database { get; } = new(AuditSchema.Sqlite);

    public GraphOptions Graph { get; } = new() { ApplicationReads = true };

    public ISavedFilters Filters { get; }

    public IScheduleRoom Room { get; }

    public EngineHealth Health { get; } = new(TimeProvider.System);

    public DevicePage Found { get; set; } = new([Devices.Row(Devices.Clean(1, DateTimeOffset.UnixEpoch)), Devices.Row(Devices.Clean(2, DateTimeOffset.UnixEpoch))], 2);

    public ResolveFilter Resolve { get; set; }

    /// <summary>A keeper as another process would have it.</summary>
    public DraftKeeper Keeper() => new(
        Database.Reopen(), (query, oldest, stop) => Resolve(query, oldest, stop), TestDatabase.Identity, Health, Options.Create(new ScheduleOptions()), Time, NullLogger<DraftKeeper>.Instance);

    /// <summary>One more beat of the engine.</summary>
    public Task KeepAsync() => Keeper().RunAsync(default);

    public async Task KeepAtAsync(DateTimeOffset at)
    {
        Time.SetUtcNow(at);
        await KeepAsync();
    }

    /// <summary>Every day at 22:00 in Berlin, which is 21:00 UTC.</summary>
    public async Task<Guid> ScheduleAsync(int hoursAhead = 24, string name = "Nightly")
    {
        var filter = await Filters.SaveAsync(People.Operator, $"Filter of {name}", new DeviceQuery { Text = "leaver" }, default);
        Assert.Null(filter.Refused);
        var made = await Room.MakeAsync(People.Operator, new ScheduleForm(name, filter.Value, EveryNight, hoursAhead), default);
        Assert.True(made.Refused is null, made.Refused?.Message);
        return made.Value;
    }

    /// <summary>What a schedule is, as a form would begin with it.</summary>
    public async Task<(ScheduleRow Row, ScheduleForm Form)> ShownAsync(Guid id)
    {
        var row = (await Room.GetAsync(People.Operator, default)).Schedules.Single(s => s.Id == id);
        return (row, new ScheduleForm(row.Name, row.FilterId, row.Recurrence!, row.HoursAhead));
    }

    public static Recurrence EveryNight { get; } = new(Rhythm.EveryDay, [], 0, new TimeOnly(22, 0), "Europe/Berlin");

    public Task<List<ScheduleDraft>> DraftsAsync() => Database.Console.ReadAsync(db => db.Set<ScheduleDraft>().OrderBy(d => d.At).ToListAsync());

    public Task<List<NoticeKind>> NoticesAsync() => Database.Console.ReadAsync(db => db.Set<Notice>().OrderBy(n => n.At).ThenBy(n => n.Id).Select(n => n.Kind).ToListAsync());

    public Task<List<string>> AuditAsync() => Database.Console.ReadAsync(db => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync());

    public void Dispose() => Database.Dispose();
}
