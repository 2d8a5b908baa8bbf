using System.Globalization;
using AutopilotReset.Shared.Console;
using Microsoft.AspNetCore.WebUtilities;

namespace AutopilotReset.Web.Features.Audit;

/// <summary>The audit page's state as it stands in the address: filter, page, and the entry that is open.</summary>
internal sealed record AuditAddress
{
    public AuditQuery Query { get; init; } = new();

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Seq of the entry whose details are shown.</summary>
    public long? Entry { get; init; }

    /// <summary>What the rows depend on.</summary>
    public AuditAddress WithoutEntry => this with { Entry = null };

    public static (AuditAddress Address, IReadOnlyList<string> Problems) Parse(string? queryString)
    {
        var (query, problems) = AuditFilter.Parse(queryString);
        var values = QueryHelpers.ParseQuery(queryString);
        long? Number(string name) => values.TryGetValue(name, out var value) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return (new AuditAddress { Query = query, Page = (int)Math.Clamp(Number("page") ?? 1, 1, 1_000_000), Entry = Number("entry") }, problems);
    }

    public override string ToString()
    {
        var values = new Dictionary<string, string?>
        {
            ["page"] = Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null,
            ["entry"] = Entry?.ToString(CultureInfo.InvariantCulture),
        };
        return QueryHelpers.AddQueryString("/audit" + AuditFilter.Format(Query), values.Where(v => v.Value is not null));
    }
}
