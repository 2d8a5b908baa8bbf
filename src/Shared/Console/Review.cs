using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Shared.Console;

/// <summary>Result of reading and judging the chosen devices live.</summary>
public sealed record Review
{
    /// <summary>Devices up to which a review is read live at once and comes whole; a longer one is a <see cref="Bulk"/> review.</summary>
    public const int MostListed = 500;

    private readonly int? _problems;

    public required Guid Id { get; init; }

    /// <summary>What was chosen; asked for the problems that do not fit here.</summary>
    public Guid SelectionId { get; init; }

    public required OrderKind Kind { get; init; }
    public required int Total { get; init; }

    /// <summary>Devices read so far, or refused by the inventory of a long review.</summary>
    public required int Read { get; init; }

    /// <summary>All that were read; none in a long review, whose devices are asked for by page.</summary>
    public required IReadOnlyList<ReviewedDevice> Devices { get; init; }

    /// <summary>Set for a long review.</summary>
    public BulkReview? Bulk { get; init; }

    /// <summary>The first <see cref="Selection.FirstRows"/> of the selection's.</summary>
    public required IReadOnlyList<SelectionProblem> Problems { get; init; }

    public int ProblemTotal { get => _problems ?? Problems.Count; init => _problems = value; }

    /// <summary>Devices that go into the batch when confirmed, as far as they were read.</summary>
    public int Sent => Bulk is null
        ? Devices.Count(d => d.WillBeSent)
        : Bulk.Of(ReviewStanding.Ready) + Bulk.Of(ReviewStanding.Attention) + Bulk.Of(ReviewStanding.Released);

    /// <summary>Covers kind, every confirmed identity and every release: a changed list has another hash and voids the confirmation.</summary>
    public required string FrozenHash { get; init; }

    /// <summary>Guards that would hold or refuse this batch now, in words; empty when none.</summary>
    public required IReadOnlyList<string> Guards { get; init; }

    /// <summary>Why a second person would have to approve it if it were confirmed now; <c>null</c>: nobody would.</summary>
    public string? ApprovalBecause { get; init; }

    /// <summary>The occurrence of the schedule whose draft this is, for the plan to begin with; <c>null</c> for what a person chose.</summary>
    public PlannedStart? Start { get; init; }

    /// <summary>The batch that this review became, once confirmed.</summary>
    public Guid? BatchId { get; init; }

    public bool Complete => Read == Total && Bulk is null or { Finished: true };
}

/// <param name="Error">Why the device could not be read; such a device is refused.</param>
/// <param name="ReleasedBecause">The reason with which a person released it.</param>
public sealed record ReviewedDevice(string Key, DeviceFacts? Facts, string Name, string? Serial, Judgement Judgement, string? Error, string? ReleasedBecause)
{
    /// <summary>Off while only the inventory has spoken for it.</summary>
    public bool Read { get; init; } = true;

    public ReviewStanding Standing => (Error, Judgement.Verdict) switch
    {
        (not null, _) => ReviewStanding.Unreadable,
        (_, Verdict.Ready) => ReviewStanding.Ready,
        (_, Verdict.Attention) => ReviewStanding.Attention,
        (_, Verdict.Release) => ReleasedBecause is null ? ReviewStanding.NeedsRelease : ReviewStanding.Released,
        _ => ReviewStanding.Refused,
    };

    /// <summary>Goes into the batch when confirmed.</summary>
    public bool WillBeSent => Read && Error is null && (Judgement.Verdict <= Verdict.Attention || (Judgement.Verdict == Verdict.Release && ReleasedBecause is not null));
}
