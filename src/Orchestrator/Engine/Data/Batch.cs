using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Data;

/// <summary>A confirmed, frozen list of devices for one kind of order.</summary>
public sealed class Batch
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required OrderKind Kind { get; init; }

    /// <summary>The review it came from; unique, so that one review confirms once.</summary>
    public required Guid ReviewId { get; init; }

    public required string FrozenHash { get; init; }
    public required NextUser NextUser { get; init; }
    public required string Justification { get; init; }
    public string? Ticket { get; init; }
    public required DateTimeOffset ConfirmedAt { get; init; }
    public required Account ConfirmedBy { get; init; }

    public BatchState State { get; set; }
    public string? StateReason { get; set; }

    /// <summary>The confirmation's age counts from here: at confirmation, and again when another admin takes over.</summary>
    public required DateTimeOffset StandsSince { get; set; }

    /// <summary>Writes are delegated as this admin (design.md, Identity).</summary>
    public required Account SendsAs { get; set; }

    /// <summary>The confirmed plan as text, read by <see cref="FrozenPlan"/> alone; <c>null</c>: everything in one wave.</summary>
    public string? WavePlan { get; init; }

    /// <summary>Number of waves, from 1.</summary>
    public int Waves { get; init; } = 1;

    /// <summary>The widest wave that may be sent, from 0. A device of a later one is not sent whatever else allows it.</summary>
    public int OpenWave { get; set; }

    /// <summary>When the open wave was opened; <c>null</c> where there is no plan.</summary>
    public DateTimeOffset? WaveOpenedAt { get; set; }

    /// <summary>Until when the open wave soaks; <c>null</c> while it is being sent.</summary>
    public DateTimeOffset? WaveSoaksUntil { get; set; }

    /// <summary>Why the plan halted the batch; <c>null</c> when it did not, or a person resumed it.</summary>
    public string? HaltedBecause { get; set; }

    /// <summary>Failures that a person had in view when they resumed a halted batch: the next one halts it again.</summary>
    public int FailuresAccepted { get; set; }

    /// <summary>When it may be sent, as text read by <see cref="FrozenTiming"/> alone; <c>null</c>: at once and at any time.</summary>
    public string? Timing { get; init; }

    /// <summary>The first moment at which it may be sent, decided at the confirmation; <c>null</c> where there is no timing.</summary>
    public DateTimeOffset? SendsFrom { get; init; }

    /// <summary>When the first device of a batch with a timing was sent, or a person stood for it anew after its start was missed.</summary>
    public DateTimeOffset? BegunAt { get; set; }

    /// <summary>When it was found that its start was missed; it does not begin by itself any more.</summary>
    public DateTimeOffset? StartMissedAt { get; set; }

    /// <summary>The confirmed cap of devices of one site at work, as text read by <see cref="FrozenSiteCap"/> alone; <c>null</c>: none.</summary>
    public string? SiteCap { get; init; }

    /// <summary>Sites of the confirmed list, from 1 where there is a cap: a cap that is gone is not taken for one that never was. 0: no cap.</summary>
    public int Sites { get; init; }

    /// <summary>Why a second person must approve, decided at the confirmation; <c>null</c>: nobody need. A wipe needs it whatever stands here.</summary>
    public string? ApprovalBecause { get; init; }

    /// <summary>What stood out in the review, a line each, for whoever approves; <c>null</c>: nothing did, or nobody need approve.</summary>
    public string? Unusual { get; init; }

    /// <summary>Who approved; <c>null</c> while nobody has, or no longer.</summary>
    public Account? ApprovedBy { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    /// <summary>SHA-256 of what was approved; another is not approved.</summary>
    public string? ApprovedFor { get; set; }

    public long Version { get; set; }
}
