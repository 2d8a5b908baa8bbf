using System.Globalization;
using System.Text;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>Exact look-ups of serials, names and ids in one run: binary searches in its orders.</summary>
internal sealed class PastedLookup
{
    /// <summary>Records shown for one line at most.</summary>
    private const int Most = 50;

    private readonly int[] _byName;
    private readonly int[] _bySerial;
    private readonly SearchTexts _texts;
    private readonly PlacesById? _byId;
    private readonly PlacesById? _byEntra;

    private PastedLookup(int[] byName, int[] bySerial, SearchTexts texts, PlacesById? byId, PlacesById? byEntra) =>
        (_byName, _bySerial, _texts, _byId, _byEntra) = (byName, bySerial, texts, byId, byEntra);

    /// <param name="index">The run.</param>
    /// <param name="withIds">Some line may be an id; else their order is not made.</param>
    public static async Task<PastedLookup> OfAsync(RunIndex index, bool withIds) => new(
        await index.OrderAsync(DeviceSort.Name), await index.OrderAsync(DeviceSort.Serial), await index.TextsAsync(),
        withIds ? await index.ByIdAsync() : null, withIds ? await index.ByEntraIdAsync() : null);

    public IReadOnlyList<int> BySerial(string serial) => Equal(_bySerial, 1, DeviceColumns.SerialOf(serial)!);

    public IReadOnlyList<int> ByName(string name) => Equal(_byName, 0, name.ToLowerInvariant());

    /// <summary>By Intune id, Entra device id or the id of an Autopilot identity.</summary>
    public IReadOnlyList<int> ById(Guid id) => _byId is null || _byEntra is null ? [] : [.. _byId[id].Concat(_byEntra[id]).Distinct().Order().Take(Most)];

    /// <summary>By exactly this token, as whatever it may be.</summary>
    public IReadOnlyList<int> Exact(string token)
    {
        if (Guid.TryParse(token, CultureInfo.InvariantCulture, out var id) && ById(id) is { Count: > 0 } byId)
            return byId;
        return [.. BySerial(token).Concat(ByName(token)).Distinct()];
    }

    /// <summary>Serials that the token may be the rest of: the type before it in a barcode.</summary>
    public IReadOnlyList<int> BehindScannerPrefix(string token)
    {
        const int shortest = 6;
        var found = new List<int>();
        for (var start = 2; token.Length - start >= shortest; start++)
        {
            if (!Serials.IsPlaceholder(token[start..]))
                found.AddRange(BySerial(token[start..]));
        }

        return [.. found.Distinct()];
    }

    /// <summary>Serials that a spreadsheet may have made this number of: zeros eaten in front, or an E read as an exponent.</summary>
    public IReadOnlyList<int> BeforeTheSpreadsheet(string digits)
    {
        const int zeros = 8;
        var found = new List<int>();
        for (var n = 1; n <= zeros; n++)
            found.AddRange(BySerial(new string('0', n) + digits));
        var mantissa = digits.TrimEnd('0');
        if (mantissa.Length > 0 && mantissa.Length < digits.Length)
            found.AddRange(BySerial($"{mantissa}E{digits.Length - mantissa.Length}"));
        return [.. found.Distinct()];
    }

    /// <summary>Places whose part of the search text is exactly this. The order by name goes by the whole text, in which the name is followed by the lowest character there is.</summary>
    private List<int> Equal(int[] order, int part, string wanted)
    {
        var found = new List<int>();
        if (wanted.Length == 0)
            return found;
        var bytes = Encoding.UTF8.GetBytes(wanted);
        for (var i = Ordered.First(order, place => Part(place, part).SequenceCompareTo(bytes)); i < order.Length && found.Count < Most; i++)
        {
            if (!Part(order[i], part).SequenceEqual(bytes))
                break;
            found.Add(order[i]);
        }

        found.Sort();
        return found;
    }

    private ReadOnlySpan<byte> Part(int place, int part)
    {
        var text = _texts[place];
        for (; part > 0; part--)
            text = text[(text.IndexOf((byte)DeviceColumns.Border) + 1)..];
        return text[..text.IndexOf((byte)DeviceColumns.Border)];
    }
}
