using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Rows as dispatch hands them over.</summary>
internal static class OrderRows
{
    public const string ManagedDeviceId = "11111111-0000-0000-0000-00000000000d";
    public const string EntraDeviceId = "22222222-0000-0000-0000-00000000000d";

    public static Batch Batch(Guid id, OrderKind kind, NextUser next, DateTimeOffset at) => new()
    {
        Id = id,
        Tenant = TestDatabase.Tenant,
        Kind = kind,
        ReviewId = Guid.CreateVersion7(at),
        FrozenHash = "hash",
        NextUser = next,
        Justification = "Test.",
        ConfirmedAt = at,
        ConfirmedBy = People.Operator.Account(),
        StandsSince = at,
        SendsAs = People.Operator.Account(),
        State = BatchState.Sent,
    };

    public static DeviceRequest Request(Guid id, Guid batch, OrderKind kind, DeviceState state, Holders before, bool hybrid, DateTimeOffset at)
    {
        var taken = state is not (DeviceState.Unknown or DeviceState.Planned);
        return new DeviceRequest
        {
            Id = id,
            BatchId = batch,
            Tenant = TestDatabase.Tenant,
            Kind = kind,
            Position = 0,
            DeviceKey = ManagedDeviceId,
            ManagedDeviceId = ManagedDeviceId,
            EntraDeviceId = EntraDeviceId,
            OpenManagedDeviceId = ManagedDeviceId,
            OpenEntraDeviceId = EntraDeviceId,
            Name = "NB-1",
            Serial = "SN1",
            Confirmed = new ConfirmedIdentity { ManagedDeviceId = ManagedDeviceId, EntraDeviceId = EntraDeviceId, Name = "NB-1" },
            WasHybrid = hybrid,
            State = state,
            Before = new Snapshot
            {
                TakenAt = at.AddSeconds(-2),
                ActionResults = [],
                Holders = before,
                LastCheckIn = at.AddHours(-1),
                EnrolledAt = at.AddYears(-1),
                ManagementState = "managed",
            },
            AcceptedAt = taken ? at : null,
            ArmedSince = taken ? at : null,
            LastEvidenceAt = taken ? at : null,
            Grade = taken ? EvidenceGrade.Accepted : EvidenceGrade.None,
            NextLookAt = at,
            CreatedAt = at,
            ChangedAt = at,
        };
    }

    public static SendAttempt Attempt(Guid request, Guid batch, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        RequestId = request,
        BatchId = batch,
        Tenant = TestDatabase.Tenant,
        Number = 1,
        LiveRequestId = request,
        AccountId = People.Operator.AccountId,
        Node = "node",
        FencingToken = 1,
        IntentAt = at,
    };
}
