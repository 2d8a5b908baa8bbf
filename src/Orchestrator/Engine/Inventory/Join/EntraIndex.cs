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
    private readonly IdTable _byDevice = new();
    private readonly IdTable _firstWithHardware = new();
    private readonly Dictionary<Guid, List<int>> _sharedHardware = [];
    private readonly Dictionary<string, List<int>> _hybridByName = new(StringComparer.OrdinalIgnoreCase);
    private readonly IdTable _asciiNames = new();
    private bool _otherNames;
    private bool[] _taken = [];

    public int Count => _records.Count;

    public ReadOnlySpan<byte> this[int number] => _records[number];

    public bool IsTaken(int number) => _taken[number];

    /// <summary>Makes room: there are about as many objects as managed devices, each with two hardware ids.</summary>
    public void Expect(int count)
    {
        _byDevice.Expect(count);
        _firstWithHardware.Expect(2 * count);
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

    /// <summary>The object with this device id, or −1.</summary>
    public int Own(Guid deviceId) => deviceId != Guid.Empty ? _byDevice.Find(deviceId) : -1;

    /// <summary>Numbers of the objects that could be the device, its own first; <paramref name="found"/> is cleared before.</summary>
    /// <param name="deviceId">Intune's <c>azureADDeviceId</c> as key; empty for none.</param>
    /// <param name="name">The device's name, UTF-8.</param>
    /// <param name="take">The own object then is part of this device, and no row of its own.</param>
    /// <param name="found">Where the numbers go.</param>
    /// <returns>The own object, or −1.</returns>
    public int Candidates(Guid deviceId, ReadOnlySpan<byte> name, bool take, List<int> found)
    {
        found.Clear();
        var own = Own(deviceId);
        if (own >= 0)
        {
            found.Add(own);
            if (take)
                _taken[own] = true;
            if (_sharedHardware.Count > 0)
                AddHardwareTwins(own, found);
        }

        if (_hybridByName.Count > 0 && MayBeHybrid(name))
            AddSameName(name, found);
        return own;
    }

    /// <summary>Names of ASCII letters that differ by case only have one key. Where other letters come in, the dictionary alone knows what is equal.</summary>
    private bool MayBeHybrid(ReadOnlySpan<byte> name) => _otherNames || !Ascii.IsValid(name) || _asciiNames.Find(CaselessKey.Of(name)) >= 0;

    private void AddSameName(ReadOnlySpan<byte> name, List<int> found)
    {
        Span<char> text = stackalloc char[RecordWriter.LongestText];
        if (name.Length > text.Length || !_hybridByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..Encoding.UTF8.GetChars(name, text)], out var sameName))
            return;
        foreach (var number in sameName)
        {
            if (!found.Contains(number))
                found.Add(number);
        }
    }

    private void Index(int number, ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> name = default;
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
                    name = reader.Bytes;
                    break;
                case Field.TrustType:
                    hybrid |= Ascii.EqualsIgnoreCase(reader.Bytes, "ServerAd"u8);
                    break;
                case Field.OnPremisesSync:
                    hybrid |= reader.Flag;
                    break;
                case Field.PhysicalId when HardwareIds.Is(reader.Bytes):
                    Hardware(CaselessKey.Of(reader.Bytes), number);
                    break;
                default:
                    break;
            }
        }

        if (hybrid && !name.IsEmpty)
        {
            var text = Encoding.UTF8.GetString(name);
            if (!_hybridByName.TryGetValue(text, out var list))
                _hybridByName[text] = list = [];
            list.Add(number);
            _otherNames |= !Ascii.IsValid(name);
            _asciiNames.TryAdd(CaselessKey.Of(name), number);
        }
    }

    private void Hardware(Guid key, int number)
    {
        if (_firstWithHardware.TryAdd(key, number))
            return;
        if (!_sharedHardware.TryGetValue(key, out var list))
            _sharedHardware[key] = list = [_firstWithHardware.Find(key)];
        if (!list.Contains(number))
            list.Add(number);
    }

    private void AddHardwareTwins(int own, List<int> found)
    {
        var reader = new RecordReader(_records[own]);
        while (reader.Next())
        {
            if (reader.Field != Field.PhysicalId || !HardwareIds.Is(reader.Bytes) || !_sharedHardware.TryGetValue(CaselessKey.Of(reader.Bytes), out var sharing))
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
}
