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

    public long Version { get; set; }
}
