using AutopilotReset.Engine.Guards;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Batches.Reviews;

/// <summary>A review shows the devices as they were when they were read; after a while that says nothing any more.</summary>
internal static class ReviewAge
{
    public static Refused? Refuse(IReadOnlyList<ReviewDeviceRow> devices, GuardOptions options, DateTimeOffset now)
    {
        if (devices.Count == 0)
            return null;
        var oldest = devices.Min(d => d.ReadAt ?? DateTimeOffset.MinValue);
        var newest = devices.Max(d => d.ReadAt ?? DateTimeOffset.MinValue);
        return newest > now || now - oldest > TimeSpan.FromMinutes(options.ReviewValidMinutes)
            ? new Refused("review-expired", $"The devices were read at {oldest:u}, which is not within the last {options.ReviewValidMinutes} minutes. Read them again.")
            : null;
    }
}
