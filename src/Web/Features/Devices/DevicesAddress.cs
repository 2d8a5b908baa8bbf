using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AutopilotReset.Web.Features.Devices;

/// <summary>Filter, order and columns of the devices page. All of it stands in the address, survives a refresh, and can be pasted into a ticket.</summary>
/// <param name="Columns">Columns shown, in the page's order.</param>
public sealed record DevicesAddress(DeviceQuery Query, IReadOnlyList<DeviceColumn> Columns)
{
    public const string Path = "/devices";

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
        return new DevicesAddress(query, DeviceColumn.Parse(Text(values, "columns")));
    }

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
