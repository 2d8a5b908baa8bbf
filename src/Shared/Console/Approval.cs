namespace AutopilotReset.Shared.Console;

/// <summary>What somebody saw and typed who approves a batch.</summary>
/// <param name="FrozenHash">Of the list that was shown (<see cref="BatchApproval.FrozenHash"/>).</param>
/// <param name="TypedCount">The number of devices, typed by hand.</param>
public sealed record Approving(Guid BatchId, string FrozenHash, string TypedCount);

/// <summary>The approval of a batch by a second person, as one admin sees it.</summary>
public sealed record BatchApproval
{
    /// <summary>Why it is needed; begins in lower case.</summary>
    public required string Because { get; init; }

    /// <summary>Nothing is sent until somebody approves. False where it stands, or nothing is left to send.</summary>
    public required bool Wanted { get; init; }

    /// <summary>Why an approval that was given does not stand; <c>null</c> where it does, or there is none.</summary>
    public string? Problem { get; init; }

    public string? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>From then on the approval allows no further send.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Why the admin who looks may not approve it; <c>null</c>: they may.</summary>
    public string? NotByYou { get; init; }

    /// <summary>Of the list that would be approved.</summary>
    public required string FrozenHash { get; init; }

    /// <summary>What stood out in the review, a line each.</summary>
    public IReadOnlyList<string> Unusual { get; init; } = [];
}
