using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>A review: chosen devices, read live and judged for one admin, until they are confirmed or forgotten.</summary>
public sealed class ReviewRow
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required OrderKind Kind { get; init; }
    public required Guid SelectionId { get; init; }

    /// <summary>The schedule's draft whose list it is.</summary>
    public Guid? DraftId { get; init; }

    /// <summary>Who made it and alone may see and confirm it. <see cref="OwnerId"/> is the account's id, for asking the database.</summary>
    public required Account Owner { get; init; }

    public required string OwnerId { get; init; }
    public required AccessLevel OwnerLevel { get; init; }
    public required IReadOnlyList<SelectionProblem> Problems { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last device was read or given up; <c>null</c> while reading.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The id the batch will have: given here, so that a repeated confirmation lends and creates the same one.</summary>
    public required Guid PlannedBatchId { get; init; }

    /// <summary>The batch, once confirmed.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>SHA-256 of what was confirmed: the same again is the same click, anything else is refused.</summary>
    public string? ConfirmedWith { get; set; }

    public long Version { get; set; }
}
