using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>A server operating system, by Intune or by any Entra object of the device.</summary>
internal sealed class ServerRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (NamedServer(device) is { } named)
            reasons.Refuse(ReasonCodes.ServerOs, $"A server: the operating system is {Reasons.Quote(named)}.");
        else if (WindowsEditions.Of(device) == WindowsEdition.Server)
            reasons.Refuse(ReasonCodes.ServerOs, $"A server: the edition is {Reasons.Quote(device.SkuFamily)}, product type {device.SkuNumber?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}.");
    }

    private static string? NamedServer(DeviceFacts device)
    {
        if (IsServer(device.OperatingSystem))
            return device.OperatingSystem;
        for (var i = 0; i < device.EntraObjects.Count; i++)
        {
            if (IsServer(device.EntraObjects[i].OperatingSystem))
                return device.EntraObjects[i].OperatingSystem;
        }

        return null;
    }

    private static bool IsServer(string? operatingSystem) => operatingSystem?.Contains("server", StringComparison.OrdinalIgnoreCase) == true;
}
