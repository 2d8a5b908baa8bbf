using System.Globalization;
using System.Text;

namespace AutopilotReset.Web.Components.Parts;

/// <summary>
/// Names come from devices and may hold anything. Razor encodes markup; this makes visible what a font would hide: control characters,
/// right-to-left overrides, zero-width and other format characters, line breaks, broken surrogates.
/// </summary>
internal static class SafeText
{
    /// <summary>Stands for one character that cannot be seen.</summary>
    public const char Symbol = '␦';

    /// <summary>Marks stacked on one letter beyond this many are dropped behind one symbol, or a name could paint over its neighbours.</summary>
    private const int MarksPerLetter = 4;

    /// <summary>The text with every invisible character shown; "—" where there is none.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "—";
        var shown = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks <= MarksPerLetter)
                Append(shown, rune);
            else if (marks == MarksPerLetter + 1)
                shown.Append(Symbol);
        }
        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune)
    {
        if (rune == Rune.ReplacementChar || IsInvisible(rune))
            shown.Append(Symbol);
        else
            shown.Append(rune.ToString());
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
