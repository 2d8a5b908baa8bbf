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

    /// <summary>How many problems the selection has; <see cref="Problems"/> are the first of them.</summary>
    public int ProblemTotal { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Devices that were chosen, for a long review, which the inventory answers first (decision 0052); <c>null</c> for one that is read live at once.</summary>
    public int? Bulk { get; init; }

    /// <summary>Of a long review: when the inventory was read.</summary>
    public DateTimeOffset? InventoryAt { get; init; }

    /// <summary>Of a long review: when the inventory had answered for every device.</summary>
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>Of a long review: why it came to nothing.</summary>
    public string? Failure { get; set; }


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
