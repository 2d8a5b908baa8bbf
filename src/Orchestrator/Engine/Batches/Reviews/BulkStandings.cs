using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>
/// <see cref="ReviewDeviceRow.Standing"/>: the group of a device as a number that an index can count, and whether the inventory or a live read put it there.
/// The numbers are stored: never renumber.
/// </summary>
internal static class BulkStandings
{
    /// <summary>Nothing is known yet.</summary>
    public const int None = -1;

    /// <summary>A person took it out.</summary>
    public const int TakenOut = 20;

    private const int Live = 10;

    /// <summary>As the inventory says, and still to be read live.</summary>
    public static IReadOnlyList<int> ToRead { get; } = [ByInventory(ReviewStanding.Ready), ByInventory(ReviewStanding.Attention), ByInventory(ReviewStanding.NeedsRelease)];

    /// <summary>Read live, and goes into the batch when confirmed.</summary>
    public static IReadOnlyList<int> Sent { get; } = [ByReading(ReviewStanding.Ready), ByReading(ReviewStanding.Attention), ByReading(ReviewStanding.Released)];

    public static int ByInventory(ReviewStanding standing) => (int)standing;

    public static int ByReading(ReviewStanding standing) => Live + (int)standing;

    /// <summary>Both numbers of one group.</summary>
    public static IReadOnlyList<int> Of(ReviewStanding standing) => [ByInventory(standing), ByReading(standing)];

    /// <summary>The group of a number; <c>null</c> for none.</summary>
    public static ReviewStanding? Of(int standing) => standing switch
    {
        >= 0 and <= (int)ReviewStanding.Unreadable => (ReviewStanding)standing,
        >= Live and <= Live + (int)ReviewStanding.Unreadable => (ReviewStanding)(standing - Live),
        _ => null,
    };

    /// <summary>Nothing more is to be learnt of it: it was read live, or the inventory refuses it, which a live read shall not undo.</summary>
    public static bool IsSettled(int standing) => standing is >= Live and < TakenOut || standing == ByInventory(ReviewStanding.Refused);

    /// <summary>Code of the reason that put it into its group.</summary>
    public static string? ReasonOf(Judgement? judgement) =>
        judgement is null || judgement.Reasons.Count == 0 ? null : judgement.Reasons.First(r => r.Verdict == judgement.Verdict).Code;
}
