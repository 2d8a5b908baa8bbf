using AutopilotReset.Benchmarks.Fleet;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Benchmarks.Queries;

/// <summary>One running batch of that many devices: a third planned, a third armed, a third proven in the last weeks, with five audit entries each.</summary>
internal sealed class BigBatch(int devices, DateTimeOffset now)
{
    private const int EntriesEach = 5;

    private static readonly Account Admin = new("u", "t", "u", BenchDatabase.Tenant.TenantId, "bench", "bench@example");
    private static readonly Person Anna = new("a0000000-0000-0000-0000-000000000001", "anna@contoso.example", "Anna");

    public Guid Id { get; } = Guid.CreateVersion7(now);

    public async Task InsertAsync(ConsoleDatabase database)
    {
        await database.WriteAsync(db =>
        {
            db.Add(Batch());
            return Task.CompletedTask;
        }, CancellationToken.None);
        foreach (var some in Enumerable.Range(0, devices).Chunk(1_000))
        {
            await database.WriteAsync(db =>
            {
                var requests = some.Select(Request).ToList();
                db.AddRange(requests);
                db.AddRange(requests.SelectMany(r => Enumerable.Range(0, EntriesEach).Select(n => Entry(r, n))));
                return Task.CompletedTask;
            }, CancellationToken.None);
        }
    }

    private Batch Batch() => new()
    {
        Id = Id,
        Tenant = BenchDatabase.Tenant.TenantId,
        Kind = OrderKind.AutopilotReset,
        ReviewId = Id,
        FrozenHash = "bench",
        NextUser = NextUser.SomebodyElse,
        Justification = "Bench.",
        ConfirmedAt = now,
        ConfirmedBy = Admin,
        StandsSince = now,
        SendsAs = Admin,
        State = BatchState.Running,
    };

    private DeviceRequest Request(int number)
    {
        var state = (number % 3) switch { 0 => DeviceState.Planned, 1 => DeviceState.Pending, _ => DeviceState.Completed };
        var accepted = now.AddDays(-20).AddSeconds(number);
        var id = new Guid(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]).ToString();
        var before = Before(accepted);
        return new DeviceRequest
        {
            Id = Guid.CreateVersion7(accepted),
            BatchId = Id,
            Tenant = BenchDatabase.Tenant.TenantId,
            Kind = OrderKind.AutopilotReset,
            Position = number,
            DeviceKey = "i-" + id,
            ManagedDeviceId = id,
            EntraDeviceId = id,
            OpenManagedDeviceId = state == DeviceState.Completed ? null : id,
            OpenEntraDeviceId = state == DeviceState.Completed ? null : id,
            Name = Report.Of($"LT-{number:D6}"),
            Serial = Report.Of($"PF{number:D6}"),
            Confirmed = new ConfirmedIdentity { ManagedDeviceId = id, EntraDeviceId = id, Name = Report.Of($"LT-{number:D6}") },
            State = state,
            Before = before,
            Latest = state == DeviceState.Planned ? null : Latest(before, accepted),
            AcceptedAt = state == DeviceState.Planned ? null : accepted,
            ArmedSince = state == DeviceState.Pending ? accepted : null,
            ProvenAt = state == DeviceState.Completed ? accepted.AddSeconds(1_200 + (number * 7919L % 40_000)) : null,
            NextLookAt = state == DeviceState.Pending ? now : null,
            CreatedAt = accepted,
            ChangedAt = accepted,
        };
    }

    private static Snapshot Before(DateTimeOffset accepted) => new()
    {
        TakenAt = accepted,
        ActionResults = [],
        Holders = new([Anna], [Anna]),
        LastCheckIn = accepted,
        EnrolledAt = accepted.AddYears(-1),
        ManagementState = "managed",
    };

    private static Observation Latest(Snapshot before, DateTimeOffset accepted) => new()
    {
        ReadAt = accepted.AddHours(1),
        RecordExists = true,
        ActionResults = [new ActionResult("automaticRedeployment", "pending", accepted, accepted)],
        Holders = before.Holders,
        LastCheckIn = before.LastCheckIn,
        EnrolledAt = before.EnrolledAt,
        ManagementState = before.ManagementState,
    };

    private static AuditEntry Entry(DeviceRequest request, int number) => new()
    {
        Tenant = request.Tenant,
        Seq = (request.Position * (long)EntriesEach) + number + 1,
        At = request.CreatedAt,
        Type = "request.planned",
        ActorId = "bench",
        ActorName = "bench",
        BatchId = request.BatchId,
        RequestId = request.Id,
        ManagedDeviceId = request.ManagedDeviceId,
        EntraDeviceId = request.EntraDeviceId,
        DeviceName = request.Name,
        Text = "An entry as long as they usually are, with a sentence about a device.",
        Bytes = new byte[400],
        Hash = new byte[32],
    };
}
