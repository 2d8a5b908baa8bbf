using System.Buffers.Binary;
using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote, one field at a time.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> record)
{
    private ReadOnlySpan<byte> _rest = record;

    public Field Field { get; private set; }

    public ReadOnlySpan<byte> Bytes { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    public readonly long Number
    {
        get
        {
            Span<byte> bytes = stackalloc byte[8];
            bytes.Clear();
            Bytes[..Math.Min(8, Bytes.Length)].CopyTo(bytes);
            return BinaryPrimitives.ReadInt64LittleEndian(bytes);
        }
    }

    public readonly DateTimeOffset Time => new(Number, TimeSpan.Zero);

    public readonly bool Flag => Number != 0;

    /// <summary><c>false</c> at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no record.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        Field = (Field)_rest[0];
        uint length = 0;
        var at = 1;
        for (var shift = 0; ; shift += 7)
        {
            if (at >= _rest.Length || shift > 28)
                throw new InvalidDataException("A stored device record is damaged; start a sync to read the inventory again.");
            var part = _rest[at++];
            length |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }

        if (length > _rest.Length - at)
            throw new InvalidDataException("A stored device record is damaged; start a sync to read the inventory again.");
        Bytes = _rest.Slice(at, (int)length);
        _rest = _rest[(at + (int)length)..];
        return true;
    }

    /// <summary>The first value of a field; empty when the record has none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> record, Field field)
    {
        var reader = new RecordReader(record);
        while (reader.Next())
        {
            if (reader.Field == field)
                return reader.Bytes;
        }

        return default;
    }
}
