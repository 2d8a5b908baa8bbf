using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Shared.Console;

/// <summary>What becomes of a reviewed device. Each is in exactly one of these groups.</summary>
public enum ReviewStanding
{
    /// <summary>Nothing speaks against it.</summary>
    Ready,

    /// <summary>Goes as well; read why it is listed apart.</summary>
    Attention,

    /// <summary>Refused by default, and released with a reason.</summary>
    Released,

    /// <summary>Refused by default; a person may release it.</summary>
    NeedsRelease,

    /// <summary>Cannot be overridden here.</summary>
    Refused,

    /// <summary>Could not be read, and is refused for it.</summary>
    Unreadable,
}

/// <summary>
/// What a review of a long list says as a whole. It is judged from the inventory first and read live after that, device by device; it may be confirmed only when
/// every device that may be sent was read live (decision 0052).
/// </summary>
public sealed record BulkReview
{
    /// <summary>When the inventory was read from which the first answer comes.</summary>
    public required DateTimeOffset InventoryAt { get; init; }

    /// <summary>The inventory has answered for every device.</summary>
    public required bool Judged { get; init; }

    /// <summary>Every device that the inventory does not refuse was read live, or given up.</summary>
    public required bool Finished { get; init; }

    /// <summary>By group and reason, the live reading where there is one, else the inventory's; devices that were taken out are not counted.</summary>
    public required IReadOnlyList<ReviewCount> Counts { get; init; }

    /// <summary>Why the review came to nothing; <c>null</c>: it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>Refused for a reason that a full wipe answers; a wipe is a review of its own.</summary>
    public int Wipeable => Counts.Where(c => c is { Standing: ReviewStanding.Refused, Instead: Alternative.FullWipe }).Sum(c => c.Count);

    public int Of(ReviewStanding standing) => Counts.Where(c => c.Standing == standing).Sum(c => c.Count);
}

/// <summary>Devices of one group that one reason put there.</summary>
/// <param name="Reason">Code of the strictest reason; <c>null</c> where there is none.</param>
/// <param name="Example">The reason's sentence, of one of these devices.</param>
public sealed record ReviewCount(ReviewStanding Standing, string? Reason, string? Example, int Count)
{
    /// <summary>What the reason says to do instead.</summary>
    public Alternative? Instead { get; init; }
}

/// <summary>Which devices of a long review; what is set must match.</summary>
/// <param name="Standing">Of this group.</param>
/// <param name="Reason">Put there by this reason.</param>
/// <param name="Sent">Only those that go into the batch.</param>
public sealed record ReviewFilter(ReviewStanding? Standing = null, string? Reason = null, bool Sent = false);

/// <summary>A chosen device as the inventory knows it, judged now for one kind of order.</summary>
/// <param name="Position">Place in the selection, from 0.</param>
/// <param name="Facts"><c>null</c>: the inventory does not hold it any more.</param>
public sealed record InventoryDevice(int Position, string Key, string Name, string? Serial, DeviceFacts? Facts, Judgement Judgement);
