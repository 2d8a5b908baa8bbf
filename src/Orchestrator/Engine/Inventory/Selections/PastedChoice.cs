using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>
/// Lines of serials, names and ids in any mix. A line counts only when it points at exactly one device, letter by letter;
/// everything else is listed with its number and what it might have meant, and never guessed.
/// </summary>
internal sealed class PastedChoice(DeviceFinder finder)
{
    private const int MostCharacters = 2_000_000;

    public async Task<Outcome<Chosen>> ChooseAsync(ChoiceScope scope, string text, CancellationToken stop)
    {
        if (text.Length > MostCharacters)
            return new Refused("paste-too-large", $"The text has {text.Length:N0} characters; at most {MostCharacters:N0} can be pasted.");
        var lines = PastedLine.Of(text);
        if (lines.Count == 0)
            return new Refused("selection-empty", "No line holds anything. An empty list is never read as \"all\".");
        if (lines.Count > SelectionDesk.MostDevices)
            return new Refused("selection-too-large", $"{lines.Count:N0} lines were pasted; a selection holds at most {SelectionDesk.MostDevices:N0} devices.");

        var lookup = await PastedLookup.OfAsync(scope.Current.Index);
        var found = lines.Select(line => Resolve(line, lookup)).ToList();
        return await JudgeAsync(scope, found, stop);
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

    private async Task<Outcome<Chosen>> JudgeAsync(ChoiceScope scope, List<Found> lines, CancellationToken stop)
    {
        var first = new Dictionary<int, int>();
        var problems = new List<(PastedLine Line, string Why, IReadOnlyList<int> Candidates)>();
        foreach (var (line, rows, why) in lines)
        {
            if (why is not null)
                problems.Add((line, why, rows));
            else if (!first.TryAdd(rows[0], line.Number))
                problems.Add((line, $"The same device as line {first[rows[0]]}; it is taken once.", []));
        }

        var shown = (await finder.ShowAsync(scope.Admin, scope.Current, [.. problems.SelectMany(p => p.Candidates).Distinct()], stop)).ToDictionary(d => d.Place, d => d.Row);
        return new Chosen("pasted list", [.. first.OrderBy(f => f.Value).Select(f => f.Key)],
            [.. problems.Select(p => new SelectionProblem(p.Line.Number, p.Line.Token, p.Why, [.. p.Candidates.Where(shown.ContainsKey).Select(c => shown[c])]))]);
    }

    /// <param name="Why">Why the line does not count; <c>null</c> when it points at exactly one device.</param>
    private sealed record Found(PastedLine Line, IReadOnlyList<int> Rows, string? Why);
}
