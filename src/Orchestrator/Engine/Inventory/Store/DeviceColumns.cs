using System.Globalization;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>The columns by which a device is found and ordered, taken from its record.</summary>
internal readonly record struct DeviceColumns(string Key, string Search, string? Serial, string? Model, long? Os, string? User, long? CheckIn, string? EntraDeviceId)
{
    public const char IntuneList = 'i';
    public const char EntraList = 'e';
    public const char AutopilotList = 'a';

    /// <summary>Parts name, serial and user, so that no search text matches across their border.</summary>
    public const char Border = '\u001f';

    /// <summary>Longest part of a search text; names come from devices and may be of any length.</summary>
    private const int LongestPart = 256;

    public static DeviceColumns Of(char list, ReadOnlySpan<byte> record)
    {
        string? id = null, name = null, serial = null, model = null, os = null, principal = null, display = null, userId = null, intuneEntra = null, deviceId = null;
        long? checkIn = null;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: id = reader.Text; break;
                case Field.Name: name = reader.Text; break;
                case Field.Serial: serial = reader.Text; break;
                case Field.Model: model = reader.Text; break;
                case Field.OsVersion: os = reader.Text; break;
                case Field.UserPrincipalName: principal = reader.Text; break;
                case Field.UserDisplayName: display = reader.Text; break;
                case Field.UserId: userId = reader.Text; break;
                case Field.EntraDeviceId: intuneEntra = reader.Text; break;
                case Field.DeviceId: deviceId = reader.Text; break;
                case Field.LastCheckIn: checkIn = reader.Number; break;
                default: break;
            }
        }

        var user = Short(principal ?? display ?? userId);
        serial = SerialOf(Short(serial));
        return new(KeyOf(list, id, deviceId), $"{Short(name)}{Border}{serial}{Border}{user}", serial, Short(model), Number(os), user, checkIn, deviceId ?? intuneEntra);
    }

    /// <summary>A serial as serials are compared. A placeholder keeps its blanks, by which it is known.</summary>
    public static string? SerialOf(string? serial) =>
        serial is null ? null : (Serials.IsPlaceholder(serial) ? serial.Trim() : Serials.Normalise(serial)).ToLowerInvariant();

    /// <summary>An Entra object goes by its device id, which is what Intune and Autopilot name it by.</summary>
    private static string KeyOf(char list, string? id, string? deviceId) => $"{list}-{(list == EntraList ? deviceId ?? id : id)}";

    /// <summary>10.0.26100.4061 as a number whose order is the versions'; <c>null</c> where it is no version.</summary>
    internal static long? Number(string? version)
    {
        if (version is null)
            return null;
        long number = 0;
        var parts = 0;
        foreach (var range in version.AsSpan().Split('.'))
        {
            if (parts++ == 4 || !ushort.TryParse(version.AsSpan()[range], NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return null;
            number = (number << 16) | part;
        }

        return number << (16 * (4 - parts));
    }

    private static string? Short(string? text) =>
        (text is { Length: > LongestPart } ? text[..LongestPart] : text)?.Replace(Border, ' ').ToLowerInvariant();
}
