using System.Text.Json;

namespace AutopilotReset.Testing.Contracts;

/// <summary>A request to Graph and its answer, as the practice tenant records them.</summary>
public sealed record RecordedExchange(
    DateTimeOffset Time, string Method, string Host, string Version, string Path, string Query, string? Route,
    string? RequestBody, int Status, string? ResponseBody, bool InBatch, bool Injected)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads <c>exchanges.jsonl</c>.</summary>
    public static IEnumerable<RecordedExchange> ReadFile(string path) =>
        File.ReadLines(path).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<RecordedExchange>(l, _json)!);

    /// <summary>For messages.</summary>
    public string Name => $"{Method} /{Version}{Path}{(Query.Length == 0 ? "" : "?" + Uri.UnescapeDataString(Query))}";
}
