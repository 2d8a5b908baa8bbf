using System.Text.Json;

namespace AutopilotReset.Simulator.Graph;

/// <summary>One request to Graph, from the wire or out of a <c>$batch</c>.</summary>
internal sealed class GraphCall
{
    public required string Method { get; init; }
    public required string Host { get; init; }
    /// <summary>v1.0 or beta.</summary>
    public required string Version { get; init; }
    /// <summary>Path after the version, as it came, without the query.</summary>
    public required string Path { get; init; }
    /// <summary>Segments, decoded, keys in parentheses as segments of their own.</summary>
    public required IReadOnlyList<string> Segments { get; init; }
    /// <summary>The query as it came, without the question mark.</summary>
    public string RawQuery { get; init; } = "";
    public required IReadOnlyDictionary<string, string> Query { get; init; }
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    public ReadOnlyMemory<byte> Body { get; init; }
    public bool InBatch { get; init; }
    public required string RequestId { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>What the route's template caught.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);
    public Route? Route { get; set; }
    public GraphCaller? Caller { get; set; }

    public bool IsBeta => Version == "beta";

    public string Key(string name) => Keys[name];

    public string? Option(string name) => Query.GetValueOrDefault(name);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Advanced directory queries need this header (graph.md §9).</summary>
    public bool Eventual => string.Equals(Header("ConsistencyLevel"), "eventual", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as a JSON object; null if it is none.</summary>
    public JsonElement? Json()
    {
        if (Body.IsEmpty) return null;
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
