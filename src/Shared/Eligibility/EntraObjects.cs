using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>What can be wrong with the match between an Intune record and Entra, in words.</summary>
internal static class EntraObjects
{
    /// <summary>Why there is no Entra object for the device; <c>null</c> when there is one.</summary>
    public static string? Missing(DeviceFacts device)
    {
        if (!HasDeviceId(device))
            return $"Intune names no Entra device (azureADDeviceId is {Reasons.Quote(device.EntraDeviceId)}).";
        return device.Entra is null ? $"Entra has no object for device id {device.EntraDeviceId}." : null;
    }

    /// <summary>Intune writes an empty id, or one of zeros, for a device that Entra does not know.</summary>
    public static bool HasDeviceId(DeviceFacts device) =>
        !string.IsNullOrWhiteSpace(device.EntraDeviceId) && device.EntraDeviceId.AsSpan().ContainsAnyExcept('0', '-');

    /// <summary>All objects that could be the device.</summary>
    public static string Several(DeviceFacts device)
    {
        var all = device.EntraObjects.Select(o => $"{Reasons.Quote(o.Name)} (trustType {Reasons.Quote(o.TrustType)}, device id {o.DeviceId}, object {o.ObjectId})");
        return $"{device.EntraObjects.Count} Entra objects could be this device: {string.Join("; ", all)}.";
    }
}
