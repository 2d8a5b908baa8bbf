using System.Globalization;
using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AutopilotReset.Web.Features.Audit;

/// <summary>
/// The audit's filter as it stands in an address: of the page, and of the exports, which take the same query and so export what is shown.
/// </summary>
internal static class AuditFilter
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm'Z'";

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"];

    /// <summary>Reads <c>q, person, device, batch, request, type, from, to</c>. What cannot be read is named in the problems, never dropped: a wider filter than asked for would mislead.</summary>
    public static (AuditQuery Query, IReadOnlyList<string> Problems) Parse(string? queryString)
    {
        var values = QueryHelpers.ParseQuery(queryString);
        var problems = new List<string>();
        var query = new AuditQuery
        {
            Text = Text(values, "q"),
            Actor = Text(values, "person"),
            DeviceId = Text(values, "device"),
            BatchId = Id(values, "batch", problems),
            RequestId = Id(values, "request", problems),
            TypePrefix = Text(values, "type"),
            From = Time(values, "from", problems),
            To = Time(values, "to", problems),
        };
        if (query.From > query.To)
            problems.Add("\"from\" lies after \"to\".");
        return (query, problems);
    }

    /// <summary>The query string with a leading question mark; empty when nothing is filtered.</summary>
    public static string Format(AuditQuery query)
    {
        var values = new Dictionary<string, string?>
        {
            ["q"] = query.Text,
            ["person"] = query.Actor,
            ["device"] = query.DeviceId,
            ["batch"] = query.BatchId?.ToString("D"),
            ["request"] = query.RequestId?.ToString("D"),
            ["type"] = query.TypePrefix,
            ["from"] = Time(query.From),
            ["to"] = Time(query.To),
        };
        return QueryHelpers.AddQueryString("", values.Where(v => !string.IsNullOrWhiteSpace(v.Value)));
    }

    /// <summary>UTC to the minute, as in the address and in the fields; empty for <c>null</c>.</summary>
    public static string Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads a UTC time as the address or a field has it; <c>null</c> when it is none.</summary>
    public static DateTimeOffset? ParseTime(string? text) =>
        DateTimeOffset.TryParseExact(text?.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static string? Text(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString().Trim() : null;

    private static Guid? Id(Dictionary<string, StringValues> values, string name, List<string> problems)
    {
        if (Text(values, name) is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        problems.Add($"\"{name}\" is not an id: {text}");
        return null;
    }

    private static DateTimeOffset? Time(Dictionary<string, StringValues> values, string name, List<string> problems)
    {
        if (Text(values, name) is not { } text)
            return null;
        if (ParseTime(text) is { } at)
            return at;
        problems.Add($"\"{name}\" is not a time such as 2026-06-12T10:15Z: {text}");
        return null;
    }
}
