using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Web.Features.Resets.New;

/// <summary>The devices of a review by what becomes of them. Each device is in exactly one group.</summary>
internal sealed record ReviewGroups(
    IReadOnlyList<ReviewedDevice> Ready,
    IReadOnlyList<ReviewedDevice> Attention,
    IReadOnlyList<ReviewedDevice> Released,
    IReadOnlyList<ReviewedDevice> NeedsRelease,
    IReadOnlyList<ReviewedDevice> Refused,
    IReadOnlyList<ReviewedDevice> Unreadable)
{
    /// <summary>Devices that go into the batch; this number is typed when confirming.</summary>
    public int WillBeSent => Ready.Count + Attention.Count + Released.Count;

    public static ReviewGroups Of(Review review)
    {
        var groups = review.Devices.ToLookup(Of);
        return new ReviewGroups(
            [.. groups[Group.Ready]], [.. groups[Group.Attention]], [.. groups[Group.Released]],
            [.. groups[Group.NeedsRelease]], [.. groups[Group.Refused]], [.. groups[Group.Unreadable]]);
    }

    private static Group Of(ReviewedDevice device) => device switch
    {
        { Error: not null } => Group.Unreadable,
        { WillBeSent: true, Judgement.Verdict: Verdict.Ready } => Group.Ready,
        { WillBeSent: true, Judgement.Verdict: Verdict.Attention } => Group.Attention,
        { WillBeSent: true } => Group.Released,
        { Judgement.Verdict: Verdict.Release } => Group.NeedsRelease,
        _ => Group.Refused,
    };

    private enum Group { Ready, Attention, Released, NeedsRelease, Refused, Unreadable }
}
