using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tracking;

/// <summary>When a request is looked at next and when its state becomes a stall or a finding. Pure.</summary>
internal static class TrackingClock
{
    private static readonly DeviceState[] Open = [DeviceState.Unknown, DeviceState.Pending, DeviceState.Active, DeviceState.Verifying, DeviceState.Stalled];

    /// <summary>States in which tracking looks at a request; besides them, every request still armed.</summary>
    public static IReadOnlyList<DeviceState> OpenStates => Open;

    public static bool IsTracked(DeviceRequest request) => Open.Contains(request.State) || request.ArmedSince is not null;

    /// <summary><c>null</c> when nothing is left to look for. Never later than the deadline.</summary>
    public static DateTimeOffset? NextLook(DeviceRequest request, TrackingOptions options, DateTimeOffset now)
    {
        if (!IsTracked(request))
            return null;
        var next = now + Interval(request, options, now);
        return request.Deadline > now && request.Deadline < next ? request.Deadline : next;
    }

    /// <summary>Deadline of a state that a request has just entered.</summary>
    public static DateTimeOffset? DeadlineOf(DeviceRequest request, TrackingOptions options, DateTimeOffset now) => request.State switch
    {
        DeviceState.Pending => (request.AcceptedAt ?? now) + options.PendingDeadline,
        DeviceState.Active => now + options.ActiveDeadline,
        DeviceState.Verifying when HadNobody(request) => now + options.LaterCheckInDeadline,
        DeviceState.Verifying => now + options.VerifyingDeadline,
        _ => null,
    };

    private static bool HadNobody(DeviceRequest request) => request.Before?.Holders is { PrimaryUsers.Count: 0, Owners.Count: 0 };

    private static TimeSpan Interval(DeviceRequest request, TrackingOptions options, DateTimeOffset now)
    {
        if (request.State.IsTerminal())
            return options.Armed;
        var age = now - (request.LastEvidenceAt ?? request.ChangedAt);
        if (request.State == DeviceState.Stalled)
            return Grown(options.Stalled, now - request.ChangedAt, options);
        if (age > options.Fresh)
            return request.State == DeviceState.Pending ? Grown(options.Quiet, age, options) : options.Quiet;
        return request.State switch
        {
            DeviceState.Verifying => options.Verifying,
            DeviceState.Active => options.Active,
            DeviceState.Unknown => options.Unknown,
            _ => options.Pending,
        };
    }

    /// <summary>A quarter of the time without news: an order that has waited for a day may wait for some hours more. What moves meanwhile, a sweep finds.</summary>
    private static TimeSpan Grown(TimeSpan least, TimeSpan age, TrackingOptions options)
    {
        var grown = age / 4 < options.Armed ? age / 4 : options.Armed;
        return grown > least ? grown : least;
    }
}
