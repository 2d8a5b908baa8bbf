using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Records;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>The records of one list in memory, page by page, each found by its number.</summary>
internal sealed class RecordList
{
    private readonly List<byte[]> _pages = [];
    private readonly List<Place> _places = [];

    public int Count => _places.Count;

    public ReadOnlySpan<byte> this[int number] => _pages[_places[number].Page].AsSpan(_places[number].Start, _places[number].Length);

    /// <summary>Adds the records of a page that are not there yet.</summary>
    /// <param name="page">Bytes as <see cref="Wrap"/> made them.</param>
    /// <param name="added">Called with the number and the bytes of each.</param>
    public void Add(byte[] page, Action<int, ReadOnlyMemory<byte>> added)
    {
        _pages.Add(page);
        var reader = new RecordReader(page);
        while (reader.Next())
        {
            page.AsSpan().Overlaps(reader.Bytes, out var start);
            _places.Add(new Place(_pages.Count - 1, start, reader.Bytes.Length));
            added(_places.Count - 1, page.AsMemory(start, reader.Bytes.Length));
        }
    }

    /// <summary>A page's records, each inside a field of its own, without those that <paramref name="seen"/> already holds.</summary>
    /// <returns>The bytes and how many records they hold.</returns>
    public static (byte[] Bytes, int Count) Wrap(ParsedPage page, HashSet<Guid> seen)
    {
        var writer = new RecordWriter();
        var count = 0;
        for (var i = 0; i < page.Count; i++)
        {
            if (!seen.Add(page.Ids[i]))
                continue;
            writer.Bytes(Field.EntraRecord, page.Record(i));
            count++;
        }

        return (writer.Written.ToArray(), count);
    }

    private readonly record struct Place(int Page, int Start, int Length);
}
