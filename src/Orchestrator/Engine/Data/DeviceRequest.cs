using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>One device of a batch. Its state changes only through <see cref="Ledger"/>.</summary>
public sealed class DeviceRequest
{
    public required Guid Id { get; init; }
    public required Guid BatchId { get; init; }
    public required string Tenant { get; init; }
    public required OrderKind Kind { get; init; }

    /// <summary>Place in the batch, from 0; the order of sending.</summary>
    public required int Position { get; init; }

    /// <summary>The wave it goes out in, from 0; assigned at the confirmation in the frozen order.</summary>
    public int Wave { get; init; }

    public required string DeviceKey { get; init; }
    public required string ManagedDeviceId { get; init; }
    public required string EntraDeviceId { get; init; }

    /// <summary>The ids while the request is open, <c>null</c> when terminal. Unique each: one open request per device.</summary>
    public string? OpenManagedDeviceId { get; set; }

    public string? OpenEntraDeviceId { get; set; }

    public required string Name { get; init; }
    public string? Serial { get; init; }
    public required ConfirmedIdentity Confirmed { get; init; }

    /// <summary>Codes of release-able reasons that a person released at confirmation.</summary>
    public IReadOnlyList<string> ReleasedCodes { get; init; } = [];

    /// <summary>Hybrid-joined at confirmation: a wipe of it starts the 24-hour clock.</summary>
    public bool WasHybrid { get; init; }

    /// <summary>Its site by the group tag as it was confirmed (<see cref="Shared.Sites.SiteKeys"/>); <c>null</c> in a batch without a cap.</summary>
    public string? SiteTag { get; init; }

    /// <summary>Its site by the name as it was confirmed; <c>null</c> in a batch without a cap.</summary>
    public string? SiteName { get; init; }

    /// <summary>
    /// Its site by the Entra groups of its batch's cap as they were read at the confirmation: the group's id, or empty where it is in none of them;
    /// <c>null</c> where groups tell no site.
    /// </summary>
    public string? SiteGroup { get; init; }

    /// <summary>Since when it is to be taken for a device that rebuilds (<see cref="Shared.Sites.Rebuilding"/>); <c>null</c>: it does not, or its batch has no cap.</summary>
    public DateTimeOffset? AtWorkSince { get; set; }

    public DeviceState State { get; set; }
    public string? Note { get; set; }

    /// <summary>Not to be sent, re-read or looked at before this time.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>How many times Graph answered 429 to this request; at most two are followed by another send.</summary>
    public int Throttles { get; set; }

    /// <summary>When the device last counted against the rolling caps; <c>null</c> when nothing of it left (<see cref="SendTally"/>).</summary>
    public DateTimeOffset? CountedAt { get; set; }

    /// <summary>As whom it was sent when it last counted (<see cref="Identity.Account.Id"/>); <c>null</c> where that was not kept yet.</summary>
    public string? CountedFor { get; set; }

    /// <summary>When a first read after a 429 showed nothing of the order.</summary>
    public DateTimeOffset? ThrottleCleanSince { get; set; }

    /// <summary>Where it stands with Intune's own Multi Admin Approval; only a <see cref="DeviceState.Planned"/> or waiting device has anything but none.</summary>
    public TenantApproval TenantApproval { get; set; }

    /// <summary>When Intune's request for approval expires, as Intune says; <c>null</c> while it is not known.</summary>
    public DateTimeOffset? TenantApprovalExpiresAt { get; set; }

    public Snapshot? Before { get; set; }
    public Observation? Latest { get; set; }
    public EvidenceGrade Grade { get; set; }
    public bool ReportedOnly { get; set; }
    public DateTimeOffset? AcceptedAt { get; set; }
    public DateTimeOffset? SeenAt { get; set; }
    public DateTimeOffset? ReportedAt { get; set; }
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>From acceptance to proof; kept as a column so that the median is a walk along an index.</summary>
    public long? SecondsToProof
    {
        get => ProvenAt is { } proven && AcceptedAt is { } accepted ? (long)(proven - accepted).TotalSeconds : null;
        private set => _ = value;
    }

    public DateTimeOffset? LastEvidenceAt { get; set; }

    /// <summary>Set when the order was accepted; cleared by proof, by the record's end or by a reported failure. However old the batch (rules.md, Armed).</summary>
    public DateTimeOffset? ArmedSince { get; set; }

    /// <summary>When the current state becomes a finding or a stall.</summary>
    public DateTimeOffset? Deadline { get; set; }

    /// <summary>When tracking looks at it next; <c>null</c> when it is not tracked.</summary>
    public DateTimeOffset? NextLookAt { get; set; }

    /// <summary>When a sweep saw that the device moved; it is looked at before all others. <c>null</c> once a look that began later has been recorded.</summary>
    public DateTimeOffset? MovedAt { get; set; }

    /// <summary>The last look, also one that found everything as <see cref="Latest"/> has it.</summary>
    public DateTimeOffset? LookedAt { get; set; }

    public IReadOnlyList<HolderFinding> Findings { get; set; } = [];

    /// <summary>A wiped hybrid device: proof + 24 hours.</summary>
    public DateTimeOffset? ReadyFrom { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
    public long Version { get; set; }
}
