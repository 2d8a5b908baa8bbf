using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>Every id by which a list may name a device.</summary>
internal static class DeviceIds
{
    /// <summary>Intune id, Entra device id, and both ids of each Entra object that could be the device.</summary>
    public static IEnumerable<string> Of(DeviceFacts device)
    {
        if (device.ManagedDeviceId is { } managed)
            yield return managed;
        if (device.EntraDeviceId is { } entra)
            yield return entra;
        foreach (var found in device.EntraObjects)
        {
            yield return found.DeviceId;
            yield return found.ObjectId;
        }
    }
}
