using System.Text;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>What somebody typed, as the indexes want it.</summary>
internal readonly record struct SearchText(string Text)
{
    /// <summary>Shorter texts (in bytes) have no trigram: they are looked up as the beginning of a name.</summary>
    private const int Trigram = 3;

    private const int Longest = DeviceFilter.LongestText;

    public bool IsEmpty => string.IsNullOrEmpty(Text);

    public bool IsPrefix => !IsEmpty && Utf8.Length < Trigram;

    public byte[] Utf8 => Encoding.UTF8.GetBytes(Text);

    public static SearchText Of(string? typed)
    {
        var text = (typed ?? "").Replace(DeviceColumns.Border, ' ').Trim().ToLowerInvariant();
        return new(text.Length > Longest ? text[..Longest] : text);
    }
}
