using System.Globalization;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>The values by which a device is found and ordered, taken from its record. An Entra object goes by its device id, which is what Intune and Autopilot name it by.</summary>
internal readonly record struct DeviceColumns(Guid Id, Guid EntraId, string Search, string? Serial, string? Model, long Os, string? User, long CheckIn)
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
        string? name = null, serial = null, model = null, os = null, principal = null, display = null, userId = null;
        Guid id = default, deviceId = default, namedEntra = default;
        var checkIn = Unknown;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: id = DeviceIdKey.Of(reader.Bytes); break;
                case Field.Name: name = reader.Text; break;
                case Field.Serial: serial = reader.Text; break;
                case Field.Model: model = Words.Of(reader.Bytes); break;
                case Field.OsVersion: os = Words.Of(reader.Bytes); break;
                case Field.UserPrincipalName: principal = reader.Text; break;
                case Field.UserDisplayName: display = reader.Text; break;
                case Field.UserId: userId = reader.Text; break;
                case Field.EntraDeviceId: namedEntra = DeviceIdKey.Of(reader.Bytes); break;
                case Field.DeviceId: deviceId = DeviceIdKey.Of(reader.Bytes); break;
                case Field.LastCheckIn: checkIn = reader.Number; break;
                default: break;
            }
        }

        var user = Short(principal ?? display ?? userId);
        serial = SerialOf(Short(serial));
        var entra = list == EntraList ? deviceId : namedEntra;
        return new(list == EntraList && deviceId != Guid.Empty ? deviceId : id, entra, $"{Short(name)}{Border}{serial}{Border}{user}", serial, Short(model), Number(os), user, checkIn);
    }

    /// <summary>A serial as serials are compared. A placeholder keeps its blanks, by which it is known.</summary>
    public static string? SerialOf(string? serial) =>
        serial is null ? null : (Serials.IsPlaceholder(serial) ? serial.Trim() : Serials.Normalise(serial)).ToLowerInvariant();

    /// <summary>10.0.26100.4061 as a number whose order is the versions'; before all others where it is no version.</summary>
    internal static long Number(string? version)
    {
        if (version is null)
            return Unknown;
        long number = 0;
        var parts = 0;
        foreach (var range in version.AsSpan().Split('.'))
        {
            if (parts++ == 4 || !ushort.TryParse(version.AsSpan()[range], NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return Unknown;
            number = (number << 16) | part;
        }

        return number << (16 * (4 - parts));
    }

    /// <summary>What is not known sorts first.</summary>
    private const long Unknown = long.MinValue;

    /// <summary>Without control characters, so that the border is the lowest character and the order by search text is the order by name.</summary>
    private static string? Short(string? text)
    {
        if (text is null)
            return null;
        if (text.Length > LongestPart)
            text = text[..LongestPart];
        return (text.AsSpan().ContainsAnyInRange('\0', Border) ? string.Concat(text.Select(c => c <= Border ? ' ' : c)) : text).ToLowerInvariant();
    }
}
