using System.Text;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>
/// Finds every Entra object that could be a device: the one with its device id, those that share a [ZTDID] or [HWID] with it,
/// and hybrid ones of the same name (rules.md; Autopilot's hybrid join makes two objects of one laptop, graph.md §3).
/// </summary>
internal sealed class EntraIndex
{
    private readonly RecordList _records = new();
    private readonly Dictionary<Guid, int> _byDevice = [];
    private readonly Dictionary<ulong, int> _firstWithHardware = [];
    private readonly Dictionary<ulong, List<int>> _sharedHardware = [];
    private readonly Dictionary<string, List<int>> _hybridByName = new(StringComparer.OrdinalIgnoreCase);
    private bool[] _taken = [];

    public int Count => _records.Count;

    public ReadOnlySpan<byte> this[int number] => _records[number];

    public bool IsTaken(int number) => _taken[number];

    public void Add(byte[] part)
    {
        var from = _records.Count;
        _records.Add(part);
        if (_taken.Length < _records.Count)
            Array.Resize(ref _taken, Math.Max(_records.Count, _taken.Length * 2));
        for (var number = from; number < _records.Count; number++)
            Index(number, _records[number]);
    }

    /// <summary>The object with this device id, or −1.</summary>
    public int Own(Guid deviceId) => deviceId != Guid.Empty && _byDevice.TryGetValue(deviceId, out var own) ? own : -1;

    /// <summary>Numbers of the objects that could be the device, its own first; <paramref name="found"/> is cleared before.</summary>
    /// <param name="deviceId">Intune's <c>azureADDeviceId</c> as key; empty for none.</param>
    /// <param name="name">The device's name.</param>
    /// <param name="take">The own object then is part of this device, and no row of its own.</param>
    /// <param name="found">Where the numbers go.</param>
    public void Candidates(Guid deviceId, string name, bool take, List<int> found)
    {
        found.Clear();
        if (deviceId != Guid.Empty && _byDevice.TryGetValue(deviceId, out var own))
        {
            found.Add(own);
            if (take)
                _taken[own] = true;
            if (_sharedHardware.Count > 0)
                AddHardwareTwins(own, found);
        }

        if (_hybridByName.TryGetValue(name, out var sameName))
        {
            foreach (var number in sameName)
            {
                if (!found.Contains(number))
                    found.Add(number);
            }
        }
    }

    private void Index(int number, ReadOnlySpan<byte> record)
    {
        string? name = null;
        var hybrid = false;
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case Field.DeviceId:
                    _byDevice.TryAdd(DeviceIdKey.Of(reader.Bytes), number);
                    break;
                case Field.Name:
                    name = reader.Text;
                    break;
                case Field.TrustType:
                    hybrid |= Ascii.EqualsIgnoreCase(reader.Bytes, "ServerAd"u8);
                    break;
                case Field.OnPremisesSync:
                    hybrid |= reader.Flag;
                    break;
                case Field.PhysicalId when HardwareIds.Is(reader.Bytes):
                    Hardware(HashOf(reader.Bytes), number);
                    break;
                default:
                    break;
            }
        }

        if (hybrid && !string.IsNullOrEmpty(name))
        {
            if (!_hybridByName.TryGetValue(name, out var list))
                _hybridByName[name] = list = [];
            list.Add(number);
        }
    }

    private void Hardware(ulong hash, int number)
    {
        if (_firstWithHardware.TryAdd(hash, number))
            return;
        if (!_sharedHardware.TryGetValue(hash, out var list))
            _sharedHardware[hash] = list = [_firstWithHardware[hash]];
        if (!list.Contains(number))
            list.Add(number);
    }

    private void AddHardwareTwins(int own, List<int> found)
    {
        var reader = new RecordReader(_records[own]);
        while (reader.Next())
        {
            if (reader.Field != Field.PhysicalId || !HardwareIds.Is(reader.Bytes) || !_sharedHardware.TryGetValue(HashOf(reader.Bytes), out var sharing))
                continue;
            foreach (var number in sharing)
            {
                if (number != own && !found.Contains(number) && Has(number, reader.Bytes))
                    found.Add(number);
            }
        }
    }

    /// <summary>Hashes can meet by chance; the ids themselves decide.</summary>
    private bool Has(int number, ReadOnlySpan<byte> hardware)
    {
        var reader = new RecordReader(_records[number]);
        while (reader.Next())
        {
            if (reader.Field == Field.PhysicalId && Ascii.EqualsIgnoreCase(reader.Bytes, hardware))
                return true;
        }

        return false;
    }

    private static ulong HashOf(ReadOnlySpan<byte> id)
    {
        var hash = 14695981039346656037ul;
        foreach (var b in id)
            hash = (hash ^ (b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 0x20) : b)) * 1099511628211ul;
        return hash;
    }
}
