using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>An earlier order was accepted and never proven: it may still fire. A new one is a person's decision (rules.md, Armed).</summary>
internal sealed class ArmedOrderRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (OpenOrderRule.OrdersOf(device, context.ArmedOrders) is not { } order)
            return;

        var since = order.ArmedSince is { } at ? $" since {Reasons.Instant(at)}" : "";
        reasons.AskRelease(
            ReasonCodes.ArmedOrder,
            $"{OpenOrderRule.Named(order)} is armed{since}: it will be erased at its next check-in, and a second order may erase it once more (request {order.RequestId}).");
    }
}
