using System.Globalization;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Benchmarks.Selection;

/// <summary>A file as a spreadsheet writes it: serials of the fleet in no order, among them some that nobody knows, some twice, and some that the spreadsheet damaged.</summary>
/// <param name="Known">Devices that it names without doubt.</param>
/// <param name="Unclear">Rows that name none, or one that another row names already.</param>
internal sealed record SerialFile(string Path, int Rows, int Known, int Unclear)
{
    public static SerialFile Write(string path, IReadOnlyList<string> fleet, int rows)
    {
        // Seeded: the same file at every run. A serial that is no serial, or that several devices have, is left to the tests.
        var random = new Random(4711);
        var serials = fleet.Where(s => s.Length > 6 && s.All(char.IsAsciiLetterOrDigit) && !Serials.IsPlaceholder(s)).GroupBy(s => s, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1).Select(g => g.Key).ToArray();
        random.Shuffle(serials);
        var (unknown, twice, damaged) = (rows / 100, rows / 200, rows / 200);
        var known = rows - unknown - twice - damaged;
        if (serials.Length < known)
            throw new InvalidOperationException($"The fleet has {serials.Length} serials, too few for {rows} rows.");
        var lines = serials.Take(known)
            .Concat(Enumerable.Range(0, unknown).Select(n => string.Create(CultureInfo.InvariantCulture, $"NOBODY{n:D6}")))
            .Concat(Enumerable.Range(0, damaged).Select(n => string.Create(CultureInfo.InvariantCulture, $"{(n % 9) + 1}.{n:D3}E+{(n % 9) + 10}")))
            .ToArray();
        random.Shuffle(lines);

        // What comes a second time stands at the end.
        File.WriteAllLines(path, ["Serial number;Note", .. lines.Concat(serials.Take(twice)).Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{s};row {i + 2}"))]);
        return new SerialFile(path, rows, known, unknown + twice + damaged);
    }
}
