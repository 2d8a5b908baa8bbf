using System.Buffers.Text;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>The values by which a device is found and ordered, taken from its record. An Entra object goes by its device id, which is what Intune and Autopilot name it by.</summary>
internal readonly ref struct DeviceColumns
{
    public const char IntuneList = 'i';
    public const char EntraList = 'e';
    public const char AutopilotList = 'a';

    /// <summary>Parts name, serial and user, so that no search text matches across their border, and is the lowest character there, so that the order by search text is the order by name.</summary>
    public const char Border = '\u001f';

    /// <summary>What is not known sorts first.</summary>
    private const long Unknown = long.MinValue;

    public Guid Id { get; private init; }
    public Guid EntraId { get; private init; }
    public ReadOnlySpan<byte> Name { get; private init; }
    public ReadOnlySpan<byte> Serial { get; private init; }
    public ReadOnlySpan<byte> User { get; private init; }
    public string? Model { get; private init; }
    public long Os { get; private init; }
    public long CheckIn { get; private init; }

    public static DeviceColumns Of(char list, ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> name = default, serial = default, principal = default, display = default;
        string? model = null;
        Guid id = default, deviceId = default, namedEntra = default;
        var (os, checkIn) = (Unknown, Unknown);
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id: id = DeviceIdKey.Of(reader.Bytes); break;
                case Field.Name: name = reader.Bytes; break;
                case Field.Serial: serial = reader.Bytes; break;
                case Field.Model: model = Words.Of(reader.Bytes); break;
                case Field.OsVersion: os = Number(reader.Bytes); break;
                case Field.UserPrincipalName: principal = reader.Bytes; break;
                case Field.UserDisplayName: display = reader.Bytes; break;
                case Field.EntraDeviceId: namedEntra = DeviceIdKey.Of(reader.Bytes); break;
                case Field.DeviceId: deviceId = DeviceIdKey.Of(reader.Bytes); break;
                case Field.LastCheckIn: checkIn = reader.Number; break;
                default: break;
            }
        }

        return new DeviceColumns
        {
            Id = list == EntraList && deviceId != Guid.Empty ? deviceId : id,
            EntraId = list == EntraList ? deviceId : namedEntra,
            Name = list == AutopilotList && name.IsEmpty ? serial : name,
            Serial = serial,
            User = principal.IsEmpty ? display : principal,
            Model = model,
            Os = os,
            CheckIn = checkIn,
        };
    }

    /// <summary>A serial as serials are compared. A placeholder keeps its blanks, by which it is known.</summary>
    public static string? SerialOf(string? serial) =>
        serial is null ? null : (Serials.IsPlaceholder(serial) ? serial.Trim() : Serials.Normalise(serial)).ToLowerInvariant();

    /// <summary>10.0.26100.4061 as a number whose order is the versions'; before all others where it is no version.</summary>
    internal static long Number(ReadOnlySpan<byte> version)
    {
        long number = 0;
        var parts = 0;
        foreach (var range in version.Split((byte)'.'))
        {
            var digits = version[range];
            if (parts++ == 4 || !Utf8Parser.TryParse(digits, out ushort part, out var used) || used != digits.Length)
                return Unknown;
            number = (number << 16) | part;
        }

        return number << (16 * (4 - parts));
    }
}
