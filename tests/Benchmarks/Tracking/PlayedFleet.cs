using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Fleet;
using Fleets = AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Benchmarks.Tracking;

/// <summary>
/// A tenant full of armed orders, as rows of ours and as records of Intune's: most in drawers, some checking in without executing, and some that are given
/// their order while the hours are played.
/// </summary>
internal sealed class PlayedFleet(Account admin, DateTimeOffset start, int devices, int online)
{
    private const int PerBatch = 4_000;

    private readonly Random _random = new(20261127);

    /// <summary>Devices that will get their order during the play.</summary>
    public List<string> Online { get; } = [];

    public Guid OnlineBatch { get; } = Guid.CreateVersion7(start);

    /// <summary>Orders accepted up to six days ago: Intune lists them as pending, and nothing has happened since.</summary>
    public async Task SeedAsync(FleetStore fleet, ConsoleDatabase database)
    {
        var armed = new List<DeviceRequest>();
        var attempts = new List<SendAttempt>();
        var batch = Guid.Empty;
        fleet.Change(view =>
        {
            foreach (var device in view.Devices.Where(d => d is { Role: null, Intune: not null, Entra.TrustType: "AzureAd" } && d.Intune.ManagedDeviceOwnerType == "company"))
            {
                if (Online.Count < online && device.Behaviour is "resets" or "resets-new-enrolment" && device.ChecksIn)
                {
                    Online.Add(device.Key);
                    continue;
                }

                if (armed.Count == devices - online)
                    break;
                if (armed.Count % PerBatch == 0)
                    batch = Guid.CreateVersion7(start.AddTicks(armed.Count));
                var request = Offline(view, device, batch, armed.Count % PerBatch);
                armed.Add(request);
                attempts.Add(Attempt(request));
            }
        });
        if (armed.Count != devices - online || Online.Count != online)
            throw new InvalidOperationException($"The fleet has room for {armed.Count} + {Online.Count} orders only.");
        foreach (var id in armed.Select(r => r.BatchId).Append(OnlineBatch).Distinct())
            await InsertAsync(database, [BatchOf(id)]);
        foreach (var some in armed.Zip(attempts).Chunk(1_000))
            await InsertAsync(database, [.. some.Select(s => s.First), .. some.Select(s => s.Second)]);
    }

    /// <summary>The rows that dispatch leaves when Intune has accepted an order just now.</summary>
    public (DeviceRequest Request, SendAttempt Attempt) Accepted(FleetView view, PracticeDevice device, int position, DateTimeOffset now)
    {
        var request = Request(view, device, OnlineBatch, position, now);
        request.NextLookAt = now;
        return (request, Attempt(request));
    }

    public static Task InsertAsync(ConsoleDatabase database, IReadOnlyCollection<object> rows) => database.WriteAsync(db =>
    {
        db.AddRange(rows);
        return Task.CompletedTask;
    }, CancellationToken.None);

    private DeviceRequest Offline(FleetView view, PracticeDevice device, Guid batch, int position)
    {
        var age = TimeSpan.FromMinutes(10 + _random.Next(6 * 24 * 60));
        var accepted = start - age;
        var record = device.Intune!;
        device.ChecksIn = _random.Next(100) < 5;
        record.LastSyncDateTime = accepted - TimeSpan.FromMinutes(20 + _random.Next(400));
        var request = Request(view, device, batch, position, accepted);
        record.ActionResults.Add(new Fleets.ActionResult { ActionName = "automaticRedeployment", ActionState = "pending", StartDateTime = accepted, LastUpdatedDateTime = accepted, Order = -1 });
        view.Touch(device);

        // Looked at before, and found as it is.
        var before = request.Before!;
        request.Latest = new Observation
        {
            ReadAt = accepted.AddMinutes(9),
            RecordExists = true,
            ActionResults = [.. record.ActionResults.Select(Result)],
            Holders = before.Holders,
            LastCheckIn = before.LastCheckIn,
            EnrolledAt = before.EnrolledAt,
            ManagementState = before.ManagementState,
        };
        request.Deadline = accepted.AddDays(7);
        request.NextLookAt = start + (age / 4 * _random.NextDouble());
        return request;
    }

    private static DeviceRequest Request(FleetView view, PracticeDevice device, Guid batch, int position, DateTimeOffset accepted)
    {
        var (record, entra) = (device.Intune!, device.Entra!);
        return new DeviceRequest
        {
            Id = Guid.CreateVersion7(accepted),
            BatchId = batch,
            Tenant = Fleet.BenchDatabase.Tenant.TenantId,
            Kind = OrderKind.AutopilotReset,
            Position = position,
            DeviceKey = "i-" + record.Id,
            ManagedDeviceId = record.Id,
            EntraDeviceId = entra.DeviceId,
            OpenManagedDeviceId = record.Id,
            OpenEntraDeviceId = entra.DeviceId,
            Name = record.DeviceName,
            Serial = record.SerialNumber,
            Confirmed = new ConfirmedIdentity { ManagedDeviceId = record.Id, EntraDeviceId = entra.DeviceId, Name = record.DeviceName },
            State = DeviceState.Pending,
            Grade = EvidenceGrade.Accepted,
            Before = new Snapshot
            {
                TakenAt = accepted.AddSeconds(-2),
                ActionResults = [.. record.ActionResults.Select(Result)],
                Holders = new Holders(People(view, record.PrimaryUserId), People(view, entra.OwnerId)),
                LastCheckIn = FleetStore.LastSync(device, accepted < view.Now ? accepted : view.Now),
                EnrolledAt = record.EnrolledDateTime,
                ManagementState = record.ManagementState,
            },
            AcceptedAt = accepted,
            ArmedSince = accepted,
            LastEvidenceAt = accepted,
            CreatedAt = accepted.AddMinutes(-5),
            ChangedAt = accepted,
        };
    }

    private static IReadOnlyList<Person> People(FleetView view, string? id) =>
        view.FindUser(id) is { } user ? [new Person(user.Id, user.UserPrincipalName, user.DisplayName)] : [];

    private static Shared.Devices.ActionResult Result(Fleets.ActionResult result) =>
        new(result.ActionName, result.ActionState, result.StartDateTime, result.LastUpdatedDateTime);

    private static SendAttempt Attempt(DeviceRequest request) => new()
    {
        Id = Guid.CreateVersion7(request.AcceptedAt!.Value),
        RequestId = request.Id,
        BatchId = request.BatchId,
        Tenant = request.Tenant,
        Number = 1,
        LiveRequestId = request.Id,
        AccountId = "bench",
        Node = "bench",
        FencingToken = 1,
        IntentAt = request.AcceptedAt.Value.AddSeconds(-1),
        AnsweredAt = request.AcceptedAt,
        Status = 204,
    };

    private Batch BatchOf(Guid id) => new()
    {
        Id = id,
        Tenant = Fleet.BenchDatabase.Tenant.TenantId,
        Kind = OrderKind.AutopilotReset,
        ReviewId = Guid.CreateVersion7(start),
        FrozenHash = "bench",
        NextUser = NextUser.SomebodyElse,
        Justification = "Bench.",
        ConfirmedAt = start,
        ConfirmedBy = admin,
        StandsSince = start,
        SendsAs = admin,
        State = BatchState.Sent,
    };
}
