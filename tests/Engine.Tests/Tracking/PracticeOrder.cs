using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Rows of one order for a device of the practice tenant, as dispatch leaves them.</summary>
internal sealed record PracticeOrder(Batch Batch, DeviceRequest Request, SendAttempt Attempt)
{
    public static PracticeOrder From(DeviceFacts facts, Account account, OrderKind kind, NextUser next, DeviceState state, DateTimeOffset now, DateTimeOffset firstLook)
    {
        var accepted = state != DeviceState.Unknown;
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now),
            Tenant = TestDatabase.Tenant,
            Kind = kind,
            ReviewId = Guid.CreateVersion7(now),
            FrozenHash = "hash",
            NextUser = next,
            Justification = "Test.",
            ConfirmedAt = now,
            ConfirmedBy = account,
            StandsSince = now,
            SendsAs = account,
            State = BatchState.Sent,
        };
        var request = new DeviceRequest
        {
            Id = Guid.CreateVersion7(now),
            BatchId = batch.Id,
            Tenant = TestDatabase.Tenant,
            Kind = kind,
            Position = 0,
            DeviceKey = facts.ManagedDeviceId!,
            ManagedDeviceId = facts.ManagedDeviceId!,
            EntraDeviceId = facts.EntraDeviceId!,
            OpenManagedDeviceId = facts.ManagedDeviceId,
            OpenEntraDeviceId = facts.EntraDeviceId,
            Name = facts.Name,
            Serial = facts.Serial,
            Confirmed = ConfirmedIdentity.From(facts),
            WasHybrid = facts.Entra?.TrustType == "ServerAd",
            State = state,
            Before = new Snapshot
            {
                TakenAt = facts.ReadAt,
                ActionResults = facts.ActionResults,
                Holders = facts.Holders!,
                LastCheckIn = facts.LastCheckIn,
                EnrolledAt = facts.EnrolledAt,
                ManagementState = facts.ManagementState,
            },
            AcceptedAt = accepted ? now : null,
            ArmedSince = accepted ? now : null,
            LastEvidenceAt = accepted ? now : null,
            Grade = accepted ? EvidenceGrade.Accepted : EvidenceGrade.None,
            NextLookAt = firstLook,
            CreatedAt = now,
            ChangedAt = now,
        };
        return new(batch, request, OrderRows.Attempt(request.Id, batch.Id, now));
    }
}
