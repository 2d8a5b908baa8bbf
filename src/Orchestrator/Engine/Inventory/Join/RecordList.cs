using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>The records of one list in memory, each found by its number.</summary>
internal sealed class RecordList
{
    private readonly List<byte[]> _parts = [];
    private readonly List<Place> _places = [];

    public int Count => _places.Count;

    public ReadOnlySpan<byte> this[int number] => _parts[_places[number].Part].AsSpan(_places[number].Start, _places[number].Length);

    /// <summary>Adds the records of a part.</summary>
    public void Add(byte[] part)
    {
        _parts.Add(part);
        var reader = new RecordReader(part);
        while (reader.Next())
        {
            part.AsSpan().Overlaps(reader.Bytes, out var start);
            _places.Add(new Place(_parts.Count - 1, start, reader.Bytes.Length));
        }
    }

    private readonly record struct Place(int Part, int Start, int Length);
}

/// <summary>Packs records into parts.</summary>
internal static class RecordParts
{
    /// <param name="run">The run.</param>
    /// <param name="list">The list.</param>
    /// <param name="first">Number of the first record.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="record">Each by its place from 0.</param>
    public static List<InventoryPart> Of(long run, RecordKind list, int first, int count, RecordAt record)
    {
        var parts = new List<InventoryPart>((count / InventoryPart.Records) + 1);
        var writer = new RecordWriter();
        for (var i = 0; i < count; i++)
        {
            writer.Bytes(Field.Entry, record(i));
            if ((i + 1) % InventoryPart.Records != 0 && i + 1 != count)
                continue;
            parts.Add(new InventoryPart { Id = InventoryPart.IdOf(run, list, first + (i / InventoryPart.Records * InventoryPart.Records)), Bytes = writer.Written.ToArray() });
            writer.Clear();
        }

        return parts;
    }
}

internal delegate ReadOnlySpan<byte> RecordAt(int index);
