using System.Text;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Finds the Autopilot identity of a device: by Intune id, then by Entra device id, then by serial where the serial names a device at all (graph.md §7).</summary>
internal sealed class AutopilotIndex
{
    private readonly RecordList _records = new();
    private readonly IdTable _byManaged = new();
    private readonly IdTable _byEntra = new();
    private readonly Lazy<Dictionary<string, int>> _bySerial;
    private bool[] _taken = [];

    public AutopilotIndex() => _bySerial = new(Unclaimed);

    public int Count => _records.Count;

    public ReadOnlySpan<byte> this[int number] => _records[number];

    public bool IsTaken(int number) => _taken[number];

    public void Expect(int count)
    {
        _byManaged.Expect(count);
        _byEntra.Expect(count);
    }

    public void Add(byte[] part)
    {
        var from = _records.Count;
        _records.Add(part);
        if (_taken.Length < _records.Count)
            Array.Resize(ref _taken, Math.Max(_records.Count, _taken.Length * 2));
        for (var number = from; number < _records.Count; number++)
            Index(number, _records[number]);
    }

    /// <summary>Ids of the identities themselves.</summary>
    public HashSet<Guid> Ids() => [.. Enumerable.Range(0, Count).Select(number => DeviceIdKey.Of(RecordReader.Find(_records[number], Field.Id)))];

    /// <summary>May be called from several threads once the list is complete.</summary>
    /// <param name="managedId">Intune id, empty for none.</param>
    /// <param name="entraId">Entra device id, empty for none.</param>
    /// <param name="serial">As serials are compared; empty for none.</param>
    /// <returns>The identity's number, or −1.</returns>
    public int Find(Guid managedId, Guid entraId, ReadOnlySpan<byte> serial)
    {
        var number = managedId != Guid.Empty ? _byManaged.Find(managedId) : -1;
        if (number < 0 && entraId != Guid.Empty)
            number = _byEntra.Find(entraId);
        if (number < 0 && !serial.IsEmpty && _bySerial.Value.Count > 0)
            number = _bySerial.Value.GetValueOrDefault(Encoding.UTF8.GetString(serial), -1);
        if (number >= 0)
            _taken[number] = true;
        return number;
    }

    private void Index(int number, ReadOnlySpan<byte> record)
    {
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            if (reader.Field == Field.ManagedDeviceId)
                _byManaged.TryAdd(DeviceIdKey.Of(reader.Bytes), number);
            else if (reader.Field == Field.EntraDeviceId)
                _byEntra.TryAdd(DeviceIdKey.Of(reader.Bytes), number);
        }
    }

    /// <summary>Serials of the identities that name neither an Intune nor an Entra device: the others are found by those.</summary>
    private Dictionary<string, int> Unclaimed()
    {
        var bySerial = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var number = 0; number < Count; number++)
        {
            var record = _records[number];
            if (!RecordReader.Find(record, Field.ManagedDeviceId).IsEmpty)
                continue;
            var serial = Encoding.UTF8.GetString(RecordReader.Find(record, Field.Serial));
            if (!Serials.IsPlaceholder(serial))
                bySerial.TryAdd(DeviceColumns.SerialOf(serial)!, number);
        }

        return bySerial;
    }
}
