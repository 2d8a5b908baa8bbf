using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>
/// Section <c>Polling</c>: how often armed devices are looked at, and when waiting becomes a stall. All are time spans (<c>d.hh:mm:ss</c>) above zero.
/// A look is a single read of one device: two requests to Intune and two to Entra, rarely more. All pass the read budget, whatever is set here.
/// </summary>
public sealed class TrackingOptions
{
    /// <summary>How often due looks are sought. Default 5 s.</summary>
    public TimeSpan Tick { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Between looks at an order whose last news is younger than <see cref="Fresh"/>. Default 2 min.</summary>
    public TimeSpan Pending { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Between looks at a device that works on it. Default 2 min.</summary>
    public TimeSpan Active { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Between looks while primary user and owner are checked. Default 1 min.</summary>
    public TimeSpan Verifying { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Between looks for traces of an order whose answer was lost. Default 1 min.</summary>
    public TimeSpan Unknown { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an order without news is looked at often. Default 1 h.</summary>
    public TimeSpan Fresh { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Between looks at an open order without news for longer than <see cref="Fresh"/>, at least; grows to a quarter of the time without news. Default 30 min.</summary>
    public TimeSpan Quiet { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Between looks at a stalled order, at least; grows likewise. Default 1 h.</summary>
    public TimeSpan Stalled { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Between looks at an order that is still armed though its request has ended, and at most between any two. Default 12 h.</summary>
    public TimeSpan Armed { get; set; } = TimeSpan.FromHours(12);

    /// <summary>From a first failed read to the next; doubles up to <see cref="LongestRetry"/>. Default 30 s.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Default 30 min.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>From acceptance until an order without a check-in stalls. Default 7 days.</summary>
    public TimeSpan PendingDeadline { get; set; } = TimeSpan.FromDays(7);

    /// <summary>From the first check-in after the order until one that shows nothing more stalls. Default 4 h.</summary>
    public TimeSpan PickUpDeadline { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a device may report that it works on it. Default 6 h.</summary>
    public TimeSpan ActiveDeadline { get; set; } = TimeSpan.FromHours(6);

    /// <summary>How long Intune may take to clear primary user and owner after the reset. Default 2 h.</summary>
    public TimeSpan VerifyingDeadline { get; set; } = TimeSpan.FromHours(2);

    /// <summary>
    /// How long a check-in is waited for that confirms the report of a device without user and owner. Default 24 h: an idle device checks in every eight.
    /// </summary>
    public TimeSpan LaterCheckInDeadline { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far our clock and Intune's may lie apart; at most 10 min. Default 2 min.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Between sweeps of the device list for what checked in. Default 1 min: seen within it, and a list page or two each.</summary>
    public TimeSpan Sweep { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Between sweeps of the whole list, for what moves without a check-in. Default 30 min: 100 pages for 100,000 devices.</summary>
    public TimeSpan WholeList { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Looks in 20 s that are made because their time has come, 1–400. Default 100: a sixth of what all reads of the engine may use together
    /// (design.md: 60 % of the documented 2,000, graph.md §9). Devices that moved are looked at beside them.
    /// </summary>
    public int LooksPer20Seconds { get; set; } = 100;

    /// <summary>Looks made at the same time, 1–32. Default 8.</summary>
    public int Parallel { get; set; } = 8;

    /// <summary>Devices that moved, looked at in one tick at most; the read budget decides how fast.</summary>
    internal const int MovedPerTick = 200;

    /// <summary>Looks that one tick may make.</summary>
    internal int LooksPerTick => Math.Max(1, (int)(LooksPer20Seconds * Tick.TotalSeconds / 20));
}

/// <summary>Names every mistake at once, each by its key.</summary>
internal sealed class TrackingOptionsValidator : IValidateOptions<TrackingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrackingOptions options)
    {
        var mistakes = new List<string>();
        foreach (var property in typeof(TrackingOptions).GetProperties().Where(p => p.PropertyType == typeof(TimeSpan)))
        {
            if ((TimeSpan)property.GetValue(options)! <= TimeSpan.Zero)
                mistakes.Add($"Polling:{property.Name} must be above zero.");
        }

        if (options.ClockSkew > TimeSpan.FromMinutes(10))
            mistakes.Add("Polling:ClockSkew must be at most 00:10:00: a longer one would count check-ins from before the order.");
        if (options.Tick > TimeSpan.FromSeconds(20))
            mistakes.Add("Polling:Tick must be at most 00:00:20.");
        if (options.LongestRetry < options.FirstRetry)
            mistakes.Add("Polling:LongestRetry must not be shorter than Polling:FirstRetry.");
        if (options.LooksPer20Seconds is < 1 or > 400)
            mistakes.Add("Polling:LooksPer20Seconds must be 1 to 400.");
        if (options.Parallel is < 1 or > 32)
            mistakes.Add("Polling:Parallel must be 1 to 32.");
        return mistakes.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(mistakes);
    }
}
