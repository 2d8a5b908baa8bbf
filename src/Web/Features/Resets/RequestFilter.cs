using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AutopilotReset.Web.Features.Resets;

/// <summary>The filter of a list of requests as it stands in an address: of the page and of its export.</summary>
internal static class RequestFilter
{
    /// <summary>Reads <c>batch, state, device, q, armed=1, needs=1, hybrid=1, wave=2</c>; what cannot be read is named, never dropped.</summary>
    public static (RequestQuery Query, IReadOnlyList<string> Problems) Parse(string? queryString)
    {
        var values = QueryHelpers.ParseQuery(queryString);
        var problems = new List<string>();
        var query = new RequestQuery(
            Batch(values, problems), State(values, problems), Text(values, "device"), Text(values, "q"),
            Flag(values, "armed", problems), Flag(values, "needs", problems), Flag(values, "hybrid", problems), Wave(values, problems));
        return (query, problems);
    }

    /// <summary>The query string with a leading question mark; empty when nothing is filtered.</summary>
    public static string Format(RequestQuery query)
    {
        var values = new Dictionary<string, string?>
        {
            ["batch"] = query.BatchId?.ToString("D"),
            ["state"] = query.State?.ToString(),
            ["device"] = query.DeviceId,
            ["q"] = query.Text,
            ["armed"] = query.ArmedOnly ? "1" : null,
            ["needs"] = query.NeedsPersonOnly ? "1" : null,
            ["wave"] = query.Wave?.ToString(CultureInfo.InvariantCulture),
            ["hybrid"] = query.HybridWipesWaitingOnly ? "1" : null,
        };
        return QueryHelpers.AddQueryString("", values.Where(v => !string.IsNullOrWhiteSpace(v.Value)));
    }

    private static string? Text(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString().Trim() : null;

    private static Guid? Batch(Dictionary<string, StringValues> values, List<string> problems)
    {
        if (Text(values, "batch") is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        problems.Add($"\"batch\" is not an id: {text}");
        return null;
    }

    private static int? Wave(Dictionary<string, StringValues> values, List<string> problems)
    {
        if (Text(values, "wave") is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var wave) && wave > 0)
            return wave;
        problems.Add($"\"wave\" is no number of a wave: {text}");
        return null;
    }

    private static DeviceState? State(Dictionary<string, StringValues> values, List<string> problems)
    {
        if (Text(values, "state") is not { } text)
            return null;
        foreach (var state in DeviceStates.All)
        {
            if (string.Equals(state.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return state;
        }

        problems.Add($"\"state\" is no state of a device: {text}");
        return null;
    }

    private static bool Flag(Dictionary<string, StringValues> values, string name, List<string> problems)
    {
        switch (Text(values, name))
        {
            case null or "0":
                return false;
            case "1":
                return true;
            case var other:
                problems.Add($"\"{name}\" is 1 or absent, not: {other}");
                return false;
        }
    }
}
