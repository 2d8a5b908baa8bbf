using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>What somebody typed, as the indexes want it.</summary>
internal readonly record struct SearchText(string Text)
{
    /// <summary>Shorter texts have no trigram: they are looked up as the beginning of a name.</summary>
    private const int Trigram = 3;

    private const int Longest = 128;

    public bool IsEmpty => string.IsNullOrEmpty(Text);

    public bool IsPrefix => !IsEmpty && Text.EnumerateRunes().Take(Trigram).Count() < Trigram;

    public static SearchText Of(string? typed)
    {
        var text = (typed ?? "").Replace(DeviceColumns.Border, ' ').Trim().ToLowerInvariant();
        return new(text.Length > Longest ? text[..Longest] : text);
    }

    /// <summary>The first text that is behind all that begin with this one.</summary>
    public string PrefixEnd => Text + "\U0010FFFF";

    /// <summary>FTS5 expression: every trigram of the text. Each is quoted, so that nothing typed is an operator.</summary>
    public string Match
    {
        get
        {
            var runes = Text.EnumerateRunes().ToArray();
            var all = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i + Trigram <= runes.Length; i++)
                all.Add($"{runes[i]}{runes[i + 1]}{runes[i + 2]}");
            return string.Join(" AND ", all.Select(t => $"\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        }
    }
}
