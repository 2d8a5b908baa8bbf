using System.Text;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>Search texts one after the other as UTF-8: name, serial and user, lower-case, each followed by its border or the end.</summary>
internal sealed class TextDraft
{
    /// <summary>Longest part, in bytes; names come from devices and may be of any length.</summary>
    private const int LongestPart = 256;

    private readonly List<int> _ends = [];
    private readonly List<Parts> _parts = [];
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public int Count => _ends.Count;

    public ReadOnlySpan<byte> this[int place] => _bytes.AsSpan(Start(place), _ends[place] - Start(place));

    public ReadOnlySpan<byte> Serial(int place) => _bytes.AsSpan(_parts[place].Serial, _parts[place].User - _parts[place].Serial - 1);

    public ReadOnlySpan<byte> User(int place) => _bytes.AsSpan(_parts[place].User, _ends[place] - _parts[place].User);

    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> serial, ReadOnlySpan<byte> user)
    {
        Append(name);
        Border();
        var serialStart = _length;
        AppendSerial(serial);
        Border();
        var userStart = _length;
        Append(user);
        _parts.Add(new Parts(serialStart, userStart));
        _ends.Add(_length);
    }

    public void Clear()
    {
        _ends.Clear();
        _parts.Clear();
        _length = 0;
    }

    /// <summary>All texts.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Where each text ends.</summary>
    public List<int> Ends => _ends;

    private int Start(int place) => place == 0 ? 0 : _ends[place - 1];

    private void Append(ReadOnlySpan<byte> part)
    {
        if (part.Length > LongestPart)
            part = Cut(part);
        if (!Ascii.IsValid(part))
        {
            Lower(Encoding.UTF8.GetString(part));
            return;
        }

        Ensure(part.Length);
        var into = _bytes.AsSpan(_length, part.Length);
        Ascii.ToLower(part, into, out _);
        while (into.IndexOfAnyInRange((byte)0, (byte)DeviceColumns.Border) is var at and >= 0)
            into[at] = (byte)' ';
        _length += part.Length;
    }

    /// <summary>As serials are compared; blanks are rare and left to the one who knows what they mean.</summary>
    private void AppendSerial(ReadOnlySpan<byte> serial)
    {
        if (Ascii.IsValid(serial) && serial.IndexOfAnyInRange((byte)0, (byte)' ') < 0)
            Append(serial);
        else
            Lower(DeviceColumns.SerialOf(Encoding.UTF8.GetString(serial.Length > LongestPart ? Cut(serial) : serial))!);
    }

    private void Lower(string text)
    {
        var lower = string.Concat(text.Select(c => c <= DeviceColumns.Border ? ' ' : c)).ToLowerInvariant();
        Ensure(Encoding.UTF8.GetMaxByteCount(lower.Length));
        _length += Encoding.UTF8.GetBytes(lower, _bytes.AsSpan(_length));
    }

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> part)
    {
        var end = LongestPart;
        while (end > 0 && (part[end] & 0xC0) == 0x80)
            end--;
        return part[..end];
    }

    private void Border()
    {
        Ensure(1);
        _bytes[_length++] = (byte)DeviceColumns.Border;
    }

    private void Ensure(int more)
    {
        if (_length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + more));
    }

    private readonly record struct Parts(int Serial, int User);
}
