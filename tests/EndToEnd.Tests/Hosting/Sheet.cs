using CsvHelper;

namespace AutopilotReset.EndToEnd.Tests.Hosting;

/// <summary>A downloaded CSV file as a spreadsheet takes it up.</summary>
internal static class Sheet
{
    // What a spreadsheet takes for a formula at the beginning of a cell, the full-width forms of East Asian editions included.
    private const string Formulas = "=+-@\t\r\n\0＝＋－＠";

    public static IReadOnlyList<string[]> Rows(string text)
    {
        using var reader = CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions { HasHeader = false });
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return rows;
    }

    /// <summary>Cells that would be run when the file is opened.</summary>
    public static IReadOnlyList<string> FormulasIn(string text) => [.. Rows(text).SelectMany(r => r).Where(c => c.Length > 0 && Formulas.Contains(c.TrimStart(' ', '"') is { Length: > 0 } t ? t[0] : 'x'))];
}
