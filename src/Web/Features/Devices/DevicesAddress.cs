using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Filter, order, columns and choice of the devices page. All of it stands in the address, survives a refresh, and can be pasted into a ticket.</summary>
/// <param name="Columns">Columns shown, in the page's order.</param>
/// <param name="Chosen">Under which the server keeps what was ticked; <c>null</c> when nothing is.</param>
/// <param name="All">Set when all that match were chosen: the number that was shown.</param>
public sealed record DevicesAddress(DeviceQuery Query, IReadOnlyList<DeviceColumn> Columns, Guid? Chosen = null, int? All = null)
{
    public const string Path = "/devices";

    private static readonly string[] Narrowing = ["verdict", "autopilot", "armed"];

    /// <summary>Something narrows the list; without it "all that match" would be everything.</summary>
    public bool IsFiltered => Query is not { Text: null, Verdict: null, JoinType: null, OwnerType: null, Autopilot: null, Armed: null };

    /// <summary>Reads an address; what is unknown in it is left out.</summary>
    public static DevicesAddress Parse(string uri)
    {
        var values = QueryHelpers.ParseQuery(new Uri(uri, UriKind.Absolute).Query);
        var query = new DeviceQuery
        {
            Text = Text(values, "q"),
            Verdict = Name<Verdict>(values, "verdict"),
            JoinType = Text(values, "join"),
            OwnerType = Text(values, "owner"),
            Autopilot = YesNo(values, "autopilot"),
            Armed = YesNo(values, "armed"),
            Sort = Name<DeviceSort>(values, "sort") ?? DeviceSort.Name,
            Descending = YesNo(values, "desc") ?? false,
        };
        return new DevicesAddress(
            query, DeviceColumn.Parse(Text(values, "columns")), Guid.TryParse(Text(values, "chosen"), out var chosen) ? chosen : null,
            int.TryParse(Text(values, "all"), NumberStyles.None, CultureInfo.InvariantCulture, out var all) && all > 0 ? all : null);
    }

    /// <summary>What in an address cannot be read. A page shows what is left; an export of it would hold more than was asked for.</summary>
    public static IReadOnlyList<string> Problems(string uri)
    {
        var given = QueryHelpers.ParseQuery(new Uri(uri, UriKind.Absolute).Query);
        var understood = QueryHelpers.ParseQuery(new Uri("http://console" + Parse(uri), UriKind.Absolute).Query);
        return [.. Narrowing.Where(name => Text(given, name) is not null && Text(understood, name) is null).Select(name => $"\"{name}\" cannot be read: {Text(given, name)}")];
    }

    /// <summary>The page's list as a file.</summary>
    public string ExportAddress() => "/api/devices.csv" + new Uri("http://console" + (this with { Chosen = null, All = null }), UriKind.Absolute).Query;

    public override string ToString() => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["q"] = Query.Text,
        ["verdict"] = Query.Verdict?.ToString().ToLowerInvariant(),
        ["join"] = Query.JoinType,
        ["owner"] = Query.OwnerType,
        ["autopilot"] = Say(Query.Autopilot),
        ["armed"] = Say(Query.Armed),
        ["sort"] = Query.Sort == DeviceSort.Name ? null : Query.Sort.ToString().ToLowerInvariant(),
        ["desc"] = Query.Descending ? "yes" : null,
        ["columns"] = DeviceColumn.Format(Columns),
        ["chosen"] = Chosen?.ToString("D"),
        ["all"] = All?.ToString(CultureInfo.InvariantCulture),
    }.Where(v => !string.IsNullOrWhiteSpace(v.Value)));

    /// <summary>Orders by a column; by the same column again turns the order round.</summary>
    public DevicesAddress SortedBy(DeviceSort sort) =>
        this with { Query = Query with { Sort = sort, Descending = Query.Sort == sort && !Query.Descending } };

    /// <summary>Without any filter; order and columns stay.</summary>
    public DevicesAddress Unfiltered() =>
        this with { Query = new DeviceQuery { Sort = Query.Sort, Descending = Query.Descending } };

    private static string? Say(bool? value) => value switch { true => "yes", false => "no", _ => null };

    private static string? Text(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString().Trim() : null;

    private static bool? YesNo(Dictionary<string, StringValues> values, string name) =>
        Text(values, name)?.ToLowerInvariant() switch { "yes" or "1" or "true" => true, "no" or "0" or "false" => false, _ => null };

    private static T? Name<T>(Dictionary<string, StringValues> values, string name) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), Text(values, name), StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }
}
