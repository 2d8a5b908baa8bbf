using System.Text.RegularExpressions;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>One line that was pasted or scanned.</summary>
/// <param name="Number">1-based.</param>
/// <param name="Token">Its first column, without quotes and blanks.</param>
internal sealed partial record PastedLine(int Number, string Token)
{
    private const int LongestToken = 200;

    /// <summary>A line beyond this is none that names a device; it is listed by its beginning.</summary>
    private const int LongestLine = 100_000;

    private static readonly char[] Columns = ['\t', ';', ','];

    /// <summary>A number that a spreadsheet wrote in scientific notation: <c>5E10</c>, <c>5.00E+10</c>.</summary>
    public bool LooksScientific => Scientific().IsMatch(Token);

    public bool IsDigits => Token.All(char.IsAsciiDigit);

    /// <summary>Barcodes of some makers say "1S", the machine type, and then the serial.</summary>
    public bool HasScannerPrefix => Token.Length > 8 && Token.StartsWith("1S", StringComparison.OrdinalIgnoreCase);

    public static IReadOnlyList<PastedLine> Of(string text)
    {
        var lines = new List<PastedLine>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Length > LongestLine)
            {
                lines.Add(new PastedLine(number, new string(line[..LongestToken])));
                continue;
            }

            var token = First(line.ToString());
            if (token.Length > 0)
                lines.Add(new PastedLine(number, token.Length > LongestToken ? token[..LongestToken] : token));
        }

        return lines;
    }

    /// <summary>The first column: up to a tab, semicolon or comma, or what stands in quotes.</summary>
    private static string First(string line)
    {
        line = line.Trim().TrimStart('\ufeff');
        if (line.StartsWith('"') && line.IndexOf('"', 1) is > 0 and var end)
            return line[1..end].Trim();
        var column = line.IndexOfAny(Columns);
        return (column < 0 ? line : line[..column]).Trim();
    }

    [GeneratedRegex(@"^\d+([.,]\d+)?[eE]\+?\d{1,3}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Scientific();
}
