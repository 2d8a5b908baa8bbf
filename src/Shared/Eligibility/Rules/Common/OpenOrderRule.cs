using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>An open request of this console for the same Intune record or the same Entra device.</summary>
internal sealed class OpenOrderRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (OrdersOf(device, context.OpenOrders) is { } order)
            reasons.Refuse(ReasonCodes.OpenOrder, $"{Named(order)} is open for this device: {order.State} (request {order.RequestId}).");
    }

    internal static OpenOrder? OrdersOf(DeviceFacts device, IReadOnlyDictionary<string, OpenOrder> orders)
    {
        if (orders.Count == 0)
            return null;
        return (device.ManagedDeviceId is { } managed && orders.TryGetValue(managed, out var order))
            || (device.EntraDeviceId is { } entra && orders.TryGetValue(entra, out order)) ? order : null;
    }

    internal static string Named(OpenOrder order) => order.Kind == OrderKind.Wipe ? "A full wipe" : "An Autopilot Reset";
}
