using System.Globalization;
using System.Text;

namespace AutopilotReset.Shared.Audit;

/// <summary>Text from people and devices as one line that shows what is in it: control, format and bidirectional characters become ␦ (faults.md, spoofed names).</summary>
public static class OneLine
{
    /// <summary>Longest device name, serial or user that goes into an audit sentence.</summary>
    public const int NameLength = 120;

    /// <summary>Longest justification or reason.</summary>
    public const int ReasonLength = 2_000;

    /// <summary>One line, trimmed, at most <paramref name="length"/> characters; what was cut off is marked with an ellipsis.</summary>
    public static string Of(string? text, int length = NameLength)
    {
        var line = new StringBuilder();
        foreach (var rune in (text ?? "").Trim().EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > length)
                return line.Append('…').ToString();
            line.Append(IsHidden(rune) ? "␦" : rune.ToString());
        }

        return line.ToString();
    }

    private static bool IsHidden(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
