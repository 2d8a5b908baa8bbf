using System.Globalization;

namespace AutopilotReset.Web.Features.Devices;

internal static class DeviceWords
{
    public static string Encrypted(bool? encrypted) => encrypted switch { true => "encrypted", false => "not encrypted", _ => "—" };

    /// <summary>Decimal gigabytes, as Intune shows them.</summary>
    public static string Storage(long? bytes) => bytes is { } b ? string.Create(CultureInfo.InvariantCulture, $"{b / 1e9:0} GB") : "—";

    public static string YesNo(bool? value) => value switch { true => "yes", false => "no", _ => "not known" };
}
