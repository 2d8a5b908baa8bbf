using AutopilotReset.Shared.Console;

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
        var groups = review.Devices.ToLookup(d => d.Standing);
        return new ReviewGroups(
            [.. groups[ReviewStanding.Ready]], [.. groups[ReviewStanding.Attention]], [.. groups[ReviewStanding.Released]],
            [.. groups[ReviewStanding.NeedsRelease]], [.. groups[ReviewStanding.Refused]], [.. groups[ReviewStanding.Unreadable]]);
    }
}
