using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Sites;

/// <summary>
/// Since when a device is to be taken for one that rebuilds: from the intent to send until its proof, counted anew by each new sign that it works on its order
/// (accepted, first check-in after it, reported). Signs come once each, so that a device that merely checks in does not hold its place for ever. Pure.
/// </summary>
public static class Rebuilding
{
    /// <param name="signal">What happened.</param>
    /// <param name="to">The state that it led to.</param>
    /// <param name="before">The value so far; <c>null</c>: not at work.</param>
    /// <param name="now">Present time.</param>
    /// <returns>The value from now on.</returns>
    public static DateTimeOffset? After(Signal signal, DeviceState to, DateTimeOffset? before, DateTimeOffset now)
    {
        // Nothing of it is with Intune, or its order has come to an end.
        if (to is DeviceState.Planned or DeviceState.AwaitingTenantApproval || to.IsTerminal() || signal is Signal.Proven or Signal.ReportedFailed or Signal.RecordGone)
            return null;

        // Proven before: what is still verified are user and owner.
        if (to == DeviceState.Verifying && before is null)
            return null;

        // That nothing came for long is no sign of work. Everything else is one, or may be: an answer that was lost, a 429, an order found.
        return signal == Signal.DeadlinePassed ? before : now;
    }
}
