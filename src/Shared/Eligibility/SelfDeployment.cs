using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility;

/// <summary>How to tell a device that deploys itself, without a user.</summary>
internal static class SelfDeployment
{
    private const string DeviceAuthentication = "windowsAzureADJoinUsingDeviceAuth";

    /// <summary>The sign in words; <c>null</c> when there is none.</summary>
    public static string? SignOf(DeviceFacts device)
    {
        if (device.Autopilot?.SelfDeploying == true)
            return $"Autopilot profile {Reasons.Quote(device.Autopilot.ProfileName)}";
        return JoinTypes.Is(device.DeviceEnrollmentType, DeviceAuthentication) ? $"deviceEnrollmentType {DeviceAuthentication}" : null;
    }
}
