using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Web.Features.Devices.One;

/// <summary>
/// Where the device stands in Microsoft's own portals. The addresses are not documented as stable; they are those the portals show (seen in several public tools, November 2026).
/// For China none is known to work, so there is no link.
/// </summary>
internal static class PortalAddress
{
    public static IEnumerable<(string Text, string Href)> Of(DeviceFacts facts, string? cloud)
    {
        var top = cloud switch { "Public" => "com", "UsGovernment" => "us", _ => null };
        if (top is null)
            yield break;
        if (facts.ManagedDeviceId is { } intune)
            yield return ("Intune", $"https://intune.microsoft.{top}/#view/Microsoft_Intune_Devices/DeviceSettingsMenuBlade/~/overview/mdmDeviceId/{Uri.EscapeDataString(intune)}");
        if (facts.Entra is { } entra)
            yield return ("Entra", $"https://entra.microsoft.{top}/#view/Microsoft_AAD_Devices/DeviceDetailsMenuBlade/~/Properties/objectId/{Uri.EscapeDataString(entra.ObjectId)}");
    }
}
