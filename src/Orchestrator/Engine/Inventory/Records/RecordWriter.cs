using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>
/// Writes a device as <c>tag, length, bytes</c> triples: a tenth of the JSON's size, no object per device, and readable by later versions.
/// </summary>
internal sealed class RecordWriter
{
    /// <summary>Longest text kept, in UTF-8 bytes: names come from devices and may be of any length (faults.md, spoofed names).</summary>
    public const int LongestText = 1024;

    /// <summary>Bytes for the length of what is begun before its length is known: up to 2 MB.</summary>
    private const int FrameLength = 3;

    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>What was written, until it is cleared.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Forgets what was written after <paramref name="length"/>.</summary>
    public void CutTo(int length) => Length = length;

    /// <summary>UTF-8 text; cut at a character's border where it is longer than <see cref="LongestText"/>.</summary>
    public void Text(Field field, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText)
        {
            var end = LongestText;
            while (end > 0 && (utf8[end] & 0xC0) == 0x80)
                end--;
            utf8 = utf8[..end];
        }

        Bytes(field, utf8);
    }

    public void Text(Field field, string? text)
    {
        if (text is null)
            return;
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Text(field, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>As few bytes as it needs; a negative one takes eight.</summary>
    public void Number(Field field, long value)
    {
        var used = value is >= 0 and < 0x80 ? 1 : (71 - BitOperations.LeadingZeroCount((ulong)value)) / 8;
        Ensure(2 + sizeof(long));
        var into = _bytes.AsSpan(Length, 2 + sizeof(long));
        into[0] = (byte)field;
        into[1] = (byte)used;
        BinaryPrimitives.WriteInt64LittleEndian(into[2..], value);
        Length += 2 + used;
    }

    /// <summary>A GUID takes its sixteen bytes.</summary>
    public void Id(Field field, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        Bytes(field, bytes);
    }

    /// <summary>An id that is no GUID: its lower-case text behind a zero, so that it cannot be taken for one.</summary>
    /// <returns>The key by which it is joined.</returns>
    public Guid Id(Field field, ReadOnlySpan<byte> text)
    {
        Span<byte> bytes = stackalloc byte[text.Length + 1];
        bytes[0] = 0;
        for (var i = 0; i < text.Length; i++)
            bytes[i + 1] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
        Bytes(field, bytes.Length == 16 ? [.. bytes, 0] : bytes);
        return DeviceIdKey.Of(bytes.Length == 16 ? [.. bytes, 0] : bytes);
    }

    public void Time(Field field, DateTimeOffset time) => Number(field, time.UtcTicks);

    public void Flag(Field field, bool value) => Number(field, value ? 1 : 0);

    /// <summary>Raw bytes: text, or a record inside a record.</summary>
    public void Bytes(Field field, ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length + 6);
        var into = _bytes.AsSpan(Length);
        into[0] = (byte)field;
        var at = 1;
        for (var length = (uint)bytes.Length; ; length >>= 7)
        {
            if (length < 0x80)
            {
                into[at++] = (byte)length;
                break;
            }

            into[at++] = (byte)(length | 0x80);
        }

        bytes.CopyTo(into[at..]);
        Length += at + bytes.Length;
    }

    /// <summary>Begins a record inside a record whose length is not known yet.</summary>
    /// <returns>What <see cref="End"/> needs.</returns>
    public int Begin(Field field)
    {
        Ensure(1 + FrameLength);
        var start = Length;
        _bytes[start] = (byte)field;
        Length += 1 + FrameLength;
        return start;
    }

    /// <summary>Writes the length of what was begun at <paramref name="start"/>, in always as many bytes.</summary>
    public void End(int start)
    {
        var length = Length - start - 1 - FrameLength;
        if (length >= 1 << (7 * FrameLength))
            throw new InvalidDataException($"A record of {length:N0} bytes is longer than any device's.");
        for (var i = 1; i < FrameLength; i++, length >>= 7)
            _bytes[start + i] = (byte)(length | 0x80);
        _bytes[start + FrameLength] = (byte)length;
    }

    private void Ensure(int more)
    {
        if (Length + more > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
    }
}
