using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Finds the Autopilot identity of a device: by Intune id, then by Entra device id, then by serial where the serial names a device at all (graph.md §7).</summary>
internal sealed class AutopilotIndex
{
    private readonly RecordList _records = new();
    private readonly Dictionary<Guid, int> _byManaged = [];
    private readonly Dictionary<Guid, int> _byEntra = [];
    private readonly Dictionary<string, int> _bySerial = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _ids = [];
    private bool[] _taken = [];

    public int Count => _records.Count;

    public ReadOnlySpan<byte> this[int number] => _records[number];

    public bool IsTaken(int number) => _taken[number];

    /// <summary>Whether the list holds an identity with this id.</summary>
    public bool Contains(Guid identity) => _ids.Contains(identity);

    public void Add(byte[] part)
    {
        var from = _records.Count;
        _records.Add(part);
        if (_taken.Length < _records.Count)
            Array.Resize(ref _taken, Math.Max(_records.Count, _taken.Length * 2));
        for (var number = from; number < _records.Count; number++)
            Index(number, _records[number]);
    }

    /// <returns>The identity's number, or −1.</returns>
    public int Find(Guid managedId, Guid entraId, string? serial)
    {
        if (!(managedId != Guid.Empty && _byManaged.TryGetValue(managedId, out var number))
            && !(entraId != Guid.Empty && _byEntra.TryGetValue(entraId, out number))
            && !(serial is not null && !Serials.IsPlaceholder(serial) && _bySerial.TryGetValue(serial, out number)))
            return -1;
        _taken[number] = true;
        return number;
    }

    private void Index(int number, ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.Id:
                    _ids.Add(DeviceIdKey.Of(reader.Bytes));
                    break;
                case Field.ManagedDeviceId:
                    _byManaged.TryAdd(DeviceIdKey.Of(reader.Bytes), number);
                    break;
                case Field.EntraDeviceId:
                    _byEntra.TryAdd(DeviceIdKey.Of(reader.Bytes), number);
                    break;
                case Field.Serial:
                    _bySerial.TryAdd(DeviceColumns.SerialOf(reader.Text)!, number);
                    break;
                default:
                    break;
            }
        }
    }
}
