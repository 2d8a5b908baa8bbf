using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>A server operating system, by Intune or by any Entra object of the device.</summary>
internal sealed class ServerRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var named = device.EntraObjects.Select(o => o.OperatingSystem).Prepend(device.OperatingSystem)
            .FirstOrDefault(os => os?.Contains("server", StringComparison.OrdinalIgnoreCase) == true);
        if (named is not null)
            reasons.Refuse(ReasonCodes.ServerOs, $"A server: the operating system is {Reasons.Quote(named)}.");
        else if (WindowsEditions.Of(device) == WindowsEdition.Server)
            reasons.Refuse(ReasonCodes.ServerOs, $"A server: the edition is {Reasons.Quote(device.SkuFamily)}, product type {device.SkuNumber?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}.");
    }
}
