using System.Globalization;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using Microsoft.AspNetCore.WebUtilities;

namespace AutopilotReset.Web.Features.Resets.History;

/// <summary>Filter and page of the history, as they stand in the address.</summary>
public sealed record ResetsAddress
{
    public string? Text { get; init; }
    public BatchState? State { get; init; }
    public OrderKind? Kind { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    internal BatchQuery Query => new(State, Text, Kind);

    public static ResetsAddress Parse(string? queryString)
    {
        var values = QueryHelpers.ParseQuery(queryString);
        string? Value(string name) => values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value.ToString() : null;
        return new ResetsAddress
        {
            Text = Value("q"),
            State = Enum.TryParse<BatchState>(Value("state"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null,
            Kind = Enum.TryParse<OrderKind>(Value("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            Page = int.TryParse(Value("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1,
        };
    }

    public override string ToString() => QueryHelpers.AddQueryString("/resets", new Dictionary<string, string?>
    {
        ["q"] = Text,
        ["state"] = State?.ToString(),
        ["kind"] = Kind?.ToString(),
        ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
    }.Where(v => !string.IsNullOrWhiteSpace(v.Value)));
}
