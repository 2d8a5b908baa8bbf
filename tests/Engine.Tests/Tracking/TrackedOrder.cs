using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Person = AutopilotReset.Shared.Devices.Person;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>An order accepted at noon, in a database of its own, and looks at it that show what a test says.</summary>
internal sealed class TrackedOrder : IDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 12, 12, 0, 0, TimeSpan.Zero);
    public static readonly Person Anna = new("a0000000-0000-0000-0000-000000000001", "anna@contoso.example", "Anna");
    public static readonly Holders Annas = new([Anna], [Anna]);
    public static readonly Holders Nobody = new([], []);

    private readonly TestDatabase _file = new();
    private readonly LookRecorder _recorder;

    public TrackedOrder(DeviceState state = DeviceState.Pending, OrderKind kind = OrderKind.AutopilotReset, NextUser next = NextUser.SomebodyElse, Holders? before = null, bool hybrid = false)
    {
        Time.SetUtcNow(Noon);
        var hold = new TrackingHold(Database, TestDatabase.Identity, Time);
        hold.TakeOrRenewAsync(CancellationToken.None).GetAwaiter().GetResult();
        _recorder = new LookRecorder(Database, hold, Options.Create(Polling), Time);
        Id = Insert(state, kind, next, before ?? Annas, hybrid);
    }

    public FakeTimeProvider Time { get; } = new();

    public TrackingOptions Polling { get; } = new();

    public Guid Id { get; }

    public ConsoleDatabase Database => _file.Console;

    public DeviceRequest Row => Database.ReadAsync(db => db.Requests.SingleAsync(r => r.Id == Id)).GetAwaiter().GetResult();

    public IReadOnlyList<string> Audit =>
        Database.ReadAsync(db => db.AuditEntries.Where(e => e.RequestId == Id).OrderBy(e => e.Seq).Select(e => e.Type).ToListAsync()).GetAwaiter().GetResult();

    /// <summary>A look, so long after noon, at a device that is as before except for what is said.</summary>
    public Task LookAsync(TimeSpan after, Func<Observation, Observation>? shows = null)
    {
        Time.SetUtcNow(Noon + after);
        var before = Row.Before!;
        var seen = new Observation
        {
            ReadAt = Noon + after,
            RecordExists = true,
            ActionResults = before.ActionResults,
            Holders = before.Holders,
            LastCheckIn = before.LastCheckIn,
            EnrolledAt = before.EnrolledAt,
            ManagementState = before.ManagementState,
        };
        return _recorder.RecordAsync(Id, shows?.Invoke(seen) ?? seen, CancellationToken.None);
    }

    public Task ChangeAsync(Action<DeviceRequest> change) => Database.WriteAsync(async db =>
    {
        var row = await db.Requests.SingleAsync(r => r.Id == Id);
        change(row);
        row.Version++;
    }, CancellationToken.None);

    public static ActionResult Result(string state, double updatedMinutes = 20) =>
        new("automaticRedeployment", state, Noon, Noon.AddMinutes(updatedMinutes));

    public void Dispose() => _file.Dispose();

    private Guid Insert(DeviceState state, OrderKind kind, NextUser next, Holders before, bool hybrid)
    {
        var (batch, request) = (Guid.CreateVersion7(Noon), Guid.CreateVersion7(Noon));
        Database.WriteAsync(db =>
        {
            db.Add(OrderRows.Batch(batch, kind, next, Noon));
            db.Add(OrderRows.Request(request, batch, kind, state, before, hybrid, Noon));
            db.Add(OrderRows.Attempt(request, batch, Noon));
            return Task.CompletedTask;
        }, CancellationToken.None).GetAwaiter().GetResult();
        return request;
    }
}
