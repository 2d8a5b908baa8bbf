using System.Buffers.Binary;
using System.Text;

namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>One string object for each of the few words that most devices share: models, versions, states.</summary>
internal static class Words
{
    private const int Places = 4096;

    // A cache that anyone may overwrite: a lost race costs one string, never a wrong one, since the bytes are compared.
    private static readonly Entry?[] Known = new Entry?[Places];

    public static string Of(ReadOnlySpan<byte> utf8)
    {
        ref var place = ref Known[HashOf(utf8) % Places];
        if (place is { } entry && utf8.SequenceEqual(entry.Utf8))
            return entry.Text;
        var text = Encoding.UTF8.GetString(utf8);
        place = new Entry(utf8.ToArray(), text);
        return text;
    }

    /// <summary>Of the length and of both ends: words of a kind differ there, and the bytes are compared anyway.</summary>
    private static uint HashOf(ReadOnlySpan<byte> utf8)
    {
        ulong first = 0, last = 0;
        if (utf8.Length >= sizeof(ulong))
        {
            first = BinaryPrimitives.ReadUInt64LittleEndian(utf8);
            last = BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]);
        }
        else
        {
            foreach (var b in utf8)
                first = (first << 8) | b;
        }

        return (uint)((((first * 0x9E3779B97F4A7C15) ^ last ^ (uint)utf8.Length) * 0xC2B2AE3D27D4EB4F) >> 40);
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
