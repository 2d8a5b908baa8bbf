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
        var hash = 2166136261u;
        foreach (var b in utf8)
            hash = (hash ^ b) * 16777619u;
        ref var place = ref Known[hash % Places];
        if (place is { } entry && utf8.SequenceEqual(entry.Utf8))
            return entry.Text;
        var text = Encoding.UTF8.GetString(utf8);
        place = new Entry(utf8.ToArray(), text);
        return text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
