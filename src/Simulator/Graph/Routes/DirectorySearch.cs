namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary><c>$search="displayName:x"</c>, which needs <c>ConsistencyLevel: eventual</c> (graph.md §9).</summary>
internal static class DirectorySearch
{
    public static string? Text(GraphCall call)
    {
        var search = call.Option("$search")?.Trim('"');
        if (string.IsNullOrEmpty(search)) return null;
        var colon = search.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? search : search[(colon + 1)..];
    }

    public static GraphAnswer? Refusal(GraphCall call)
    {
        var advanced = call.Option("$search") is not null || (call.Option("$filter") is not null && call.Option("$orderby") is not null);
        if (!advanced || call.Eventual) return null;
        return GraphErrors.Plain(call, 400, "Request_UnsupportedQuery", "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'");
    }
}
