namespace AutopilotReset.Simulator.Graph;

/// <summary>Which service stands behind a route; limits and error bodies differ by it.</summary>
internal enum GraphServiceKind
{
    Directory,
    IntuneDevices,
    IntuneEnrollment,
    IntuneAuditing,
}

/// <summary>Who may use a route (graph.md §8).</summary>
/// <param name="Delegated">Delegated scopes, any of which suffices.</param>
/// <param name="Application">Application permissions, any of which suffices; empty where Microsoft allows none.</param>
/// <param name="Roles">Directory roles of which a person needs one; empty where any member may.</param>
internal sealed record Access(IReadOnlyList<string> Delegated, IReadOnlyList<string> Application, IReadOnlyList<string> Roles)
{
    public static Access Read(params string[] scopes) => new(scopes, scopes, []);
}

/// <summary>One route: what Graph calls it, who may use it, what it costs and what answers it.</summary>
internal sealed record Route(string Method, string Version, string Template, GraphServiceKind Service, Access Access, Func<GraphCall, GraphAnswer> Handle)
{
    private readonly string[] _parts = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Directory resource units (graph.md §9).</summary>
    public int Cost { get; init; } = 1;

    /// <summary>Name in logs and reports.</summary>
    public string Name { get; } = $"{Method} {Version} {Template}";

    public bool Matches(GraphCall call)
    {
        if (!Method.Equals(call.Method, StringComparison.OrdinalIgnoreCase) || Version != call.Version || _parts.Length != call.Segments.Count) return false;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (!PartMatches(_parts[i], call.Segments[i], call.Keys)) return false;
        }
        return true;
    }

    private static bool PartMatches(string part, string segment, Dictionary<string, string> keys)
    {
        var open = part.IndexOf('{', StringComparison.Ordinal);
        if (open < 0) return part.Equals(segment, StringComparison.OrdinalIgnoreCase);
        if (!segment.StartsWith(part[..open], StringComparison.OrdinalIgnoreCase) || segment.StartsWith('$')) return false;
        keys[part[(open + 1)..^1]] = segment[open..];
        return true;
    }
}
