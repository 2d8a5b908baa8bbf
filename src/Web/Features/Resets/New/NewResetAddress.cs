using AutopilotReset.Shared.Resets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace AutopilotReset.Web.Features.Resets.New;

public enum Step { Choose, Review, Plan, Confirm }

/// <summary>
/// The state of the New reset page; all of it stands in the address, so that it survives a refresh and can be pasted into a ticket.
/// What is chosen, judged and planned is kept on the server, behind the ids: a justification has no business in a browser's history.
/// </summary>
public sealed record NewResetAddress
{
    public const string Path = "/resets/new";

    public Step Step { get; init; }
    public OrderKind Kind { get; init; }
    public Guid? SelectionId { get; init; }
    public Guid? ReviewId { get; init; }

    /// <summary>Reads an address; what is unknown or unreadable falls back to the earliest step, which asks again.</summary>
    public static NewResetAddress Parse(string uri)
    {
        var values = QueryHelpers.ParseQuery(new Uri(uri, UriKind.Absolute).Query);
        return new NewResetAddress
        {
            Step = Name<Step>(values, "step") ?? Step.Choose,
            Kind = Text(values, "kind") == "wipe" ? OrderKind.Wipe : OrderKind.AutopilotReset,
            SelectionId = Id(values, "selection"),
            ReviewId = Id(values, "review"),
        };
    }

    public override string ToString() => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["selection"] = SelectionId?.ToString("D"),
        ["kind"] = Kind == OrderKind.Wipe ? "wipe" : "reset",
        ["step"] = Step.ToString().ToLowerInvariant(),
        ["review"] = ReviewId?.ToString("D"),
    }.Where(v => !string.IsNullOrWhiteSpace(v.Value)));

    private static string? Text(Dictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value.ToString()) ? value.ToString() : null;

    private static Guid? Id(Dictionary<string, StringValues> values, string name) =>
        Guid.TryParse(Text(values, name), out var id) ? id : null;

    private static T? Name<T>(Dictionary<string, StringValues> values, string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), Text(values, name), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
