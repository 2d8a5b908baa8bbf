using System.Buffers.Binary;

namespace AutopilotReset.Engine.Inventory.Columns;

internal delegate ReadOnlySpan<byte> TextAt(int place);

/// <summary>Sorts places by what stands there; equal values keep the order of their places. Texts are compared eight bytes at a time, as numbers.</summary>
internal static class PlaceSort
{
    private const int Step = sizeof(ulong);

    /// <param name="from">First place.</param>
    /// <param name="to">Behind the last place.</param>
    /// <param name="text">Text of a place, without zero bytes: a text that ends sorts before one that goes on.</param>
    public static int[] ByText(int from, int to, TextAt text)
    {
        var order = Places(from, to);
        ByText(order, new ulong[order.Length], text, 0);
        return order;
    }

    public static int[] ByNumber(int from, int to, Func<int, long> number)
    {
        var order = Places(from, to);
        var keys = Array.ConvertAll(order, place => number(place));
        keys.AsSpan().Sort(order.AsSpan());
        foreach (var (start, end) in Runs(keys))
            order.AsSpan(start..end).Sort();
        return order;
    }

    /// <summary>For values of which most places share a few; <c>null</c> first, then by their characters' numbers.</summary>
    public static int[] ByWord(int from, int to, Func<int, string?> word)
    {
        var words = Enumerable.Range(from, to - from).Select(word).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var ranks = words.Select((w, i) => (w, i)).ToDictionary(w => w.w, w => (long)w.i, StringComparer.Ordinal);
        return ByNumber(from, to, place => word(place) is { } known ? ranks[known] : -1);
    }

    private static void ByText(Span<int> order, Span<ulong> keys, TextAt text, int depth)
    {
        for (var i = 0; i < order.Length; i++)
            keys[i] = Key(text(order[i]), depth);
        keys.Sort(order);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;

            // The lowest byte of the key is zero where the text has ended: there is nothing more to compare.
            if (end - start > 1 && (keys[start] & 0xFF) != 0)
                ByText(order[start..end], keys[start..end], text, depth + Step);
            else if (end - start > 1)
                order[start..end].Sort();
            start = end;
        }
    }

    /// <summary>Eight bytes as a number whose order is that of the bytes; zero where the text has none.</summary>
    private static ulong Key(ReadOnlySpan<byte> text, int depth)
    {
        if (text.Length >= depth + Step)
            return BinaryPrimitives.ReadUInt64BigEndian(text[depth..]);
        ulong key = 0;
        for (var i = depth; i < depth + Step; i++)
            key = (key << 8) | (i < text.Length ? text[i] : 0UL);
        return key;
    }

    private static int[] Places(int from, int to)
    {
        var places = new int[to - from];
        for (var i = 0; i < places.Length; i++)
            places[i] = from + i;
        return places;
    }

    /// <summary>Where equal keys stand beside each other.</summary>
    private static IEnumerable<(int Start, int End)> Runs(long[] keys)
    {
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                yield return (start, end);
            start = end;
        }
    }
}
