using System.Globalization;

namespace AutopilotReset.Shared.Resets;

/// <summary>Numbers of devices in words.</summary>
public static class Counted
{
    /// <summary>"1 device", "3,412 devices".</summary>
    public static string Devices(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? "device" : "devices")}");
}
