using System.Text;

namespace AutopilotReset.Web.Api.Csv;

/// <summary>
/// Makes text harmless for a spreadsheet. Device names are typed by strangers, and a cell that starts like a formula is run when the
/// export is opened (OWASP ASVS 1.2.10; faults.md, CSV injection). The escape is an apostrophe, which spreadsheets take as "this is text".
/// </summary>
internal static class SpreadsheetText
{
    private const char Escape = '\'';

    // The ASCII triggers, what East Asian editions read as the same, and the minus sign that some locales accept.
    private const string Triggers = "=+-@\t\r\n\0＝＋－＠−﹢﹣﹦﹫";

    // Where a cell may start inside one field, if the file is opened with another separator than the comma.
    private const string CellStarts = ";\t\r\n|";

    /// <summary>The text as it may stand in a cell; an empty text for <c>null</c>.</summary>
    public static string Safe(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var safe = new StringBuilder(text.Length + 2);
        for (var i = 0; i < text.Length; i++)
        {
            var startsCell = i == 0 || CellStarts.Contains(text[i - 1]);
            if (startsCell && StartsLikeFormula(text.AsSpan(i)))
                safe.Append(Escape);
            safe.Append(text[i]);
        }

        return safe.ToString();
    }

    private static bool StartsLikeFormula(ReadOnlySpan<char> cell)
    {
        foreach (var c in cell)
        {
            if (Triggers.Contains(c))
                return true;
            if (!IsIgnoredInFront(c))
                return false;
        }

        return false;
    }

    // Blanks, quotes, and characters nobody sees: spreadsheets drop some of them before they look for a formula.
    private static bool IsIgnoredInFront(char c) =>
        c == '"' || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control;
}
