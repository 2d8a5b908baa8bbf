using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>
/// Lines of serials, names and ids in any mix. A line counts only when it points at exactly one device, letter by letter;
/// everything else is listed with its number and what it might have meant, and never guessed.
/// </summary>
internal static class PastedChoice
{
    /// <summary>As many lines as a selection holds, of an id and a heading's worth of other columns each.</summary>
    private const int MostCharacters = 8_000_000;

    public static async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, string text)
    {
        if (text.Length > MostCharacters)
            return new Refused("paste-too-large", $"The text has {text.Length:N0} characters; at most {MostCharacters:N0} can be pasted.");
        var lines = PastedLine.Of(text);
        if (lines.Count == 0)
            return new Refused("selection-empty", "No line holds anything. An empty list is never read as \"all\".");
        if (lines.Count > SelectionDesk.MostDevices)
            return new Refused("selection-too-large", $"{lines.Count:N0} lines were pasted; a selection holds at most {SelectionDesk.MostDevices:N0} devices.");

        var lookup = await PastedLookup.OfAsync(scope.Current.Index, lines.Any(l => Guid.TryParse(l.Token, CultureInfo.InvariantCulture, out _)));
        return Judge(lines.Select(line => Resolve(line, lookup)));
    }

    private static Found Resolve(PastedLine line, PastedLookup lookup)
    {
        if (Serials.IsPlaceholder(line.Token))
            return new(line, lookup.BySerial(line.Token), $"\"{line.Token}\" is what firmware writes where nobody set a serial; it names no device.");
        var rows = lookup.Exact(line.Token);
        if (rows.Count > 0)
            return new(line, rows, rows.Count == 1 ? null : $"{rows.Count} devices have this serial or name; choose one by hand.");
        if (line.HasScannerPrefix && lookup.BehindScannerPrefix(line.Token) is { Count: > 0 } scanned)
            return new(line, scanned, scanned.Count == 1 ? null : $"A barcode with type and serial, but {scanned.Count} serials fit its end; choose one by hand.");
        if (line.LooksScientific)
            return new(line, [], "A spreadsheet seems to have turned a serial into a number with an exponent; the serial itself is lost. Type it as on the device.");
        return line.IsDigits ? Digits(line, lookup.BeforeTheSpreadsheet(line.Token)) : new(line, [], "No device of your inventory has this serial, name or id.");
    }

    private static Found Digits(PastedLine line, IReadOnlyList<int> candidates) => new(line, candidates, candidates.Count > 0
        ? "No device has exactly this serial, but a spreadsheet may have eaten leading zeros or an E. Compare with the device, then choose by hand."
        : "No device of your inventory has this serial, name or id. Leading zeros may have been eaten by a spreadsheet.");

    private static Chosen Judge(IEnumerable<Found> lines)
    {
        var first = new Dictionary<int, int>();
        var devices = new List<int>();
        var problems = new List<Unclear>();
        foreach (var (line, rows, why) in lines)
        {
            if (why is not null)
                problems.Add(new Unclear(line.Number, line.Token, why, rows));
            else if (first.TryAdd(rows[0], line.Number))
                devices.Add(rows[0]);
            else
                problems.Add(new Unclear(line.Number, line.Token, $"The same device as line {first[rows[0]]}; it is taken once.", []));
        }

        return new Chosen("pasted list", devices, problems);
    }

    /// <param name="Why">Why the line does not count; <c>null</c> when it points at exactly one device.</param>
    private sealed record Found(PastedLine Line, IReadOnlyList<int> Rows, string? Why);
}
