using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutopilotReset.Simulator.Graph;

/// <summary><c>$batch</c>: at most 20 requests, each judged and throttled alone, answered in no particular order (graph.md §9).</summary>
internal sealed class BatchService(GraphService service)
{
    public const int Most = 20;

    public GraphAnswer Answer(GraphCall outer)
    {
        if (outer.Json() is not { } body || !body.TryGetProperty("requests", out var requests) || requests.ValueKind != JsonValueKind.Array || requests.GetArrayLength() is 0 or > Most)
            return GraphErrors.Plain(outer, 400, "BadRequest", $"Invalid batch payload format: 1 to {Most} requests are needed.");
        var answers = new Dictionary<string, GraphAnswer>(StringComparer.Ordinal);
        foreach (var request in requests.EnumerateArray())
        {
            if (Text(request, "id") is not { } id || Text(request, "url") is not { } url || Text(request, "method") is not { } method || answers.ContainsKey(id))
                return GraphErrors.Plain(outer, 400, "BadRequest", "Invalid batch payload format: every request needs an id of its own, a method and a url.");
            answers[id] = DependencyFailed(request, answers) ? Failed(outer) : service.Answer(Inner(outer, request, method, url));
        }
        return GraphJson(answers);
    }

    private static GraphAnswer GraphJson(Dictionary<string, GraphAnswer> answers)
    {
        // Backwards on purpose: whoever relies on the order learns it here.
        var responses = new JsonArray([.. answers.Reverse().Select(a => (JsonNode)Response(a.Key, a.Value))]);
        return new GraphAnswer(200, Encoding.UTF8.GetBytes(new JsonObject { ["responses"] = responses }.ToJsonString()), "application/json");
    }

    private static JsonObject Response(string id, GraphAnswer answer)
    {
        var headers = new JsonObject();
        if (!answer.Body.IsEmpty) headers["Content-Type"] = answer.ContentType;
        foreach (var (name, value) in answer.Headers) headers[name] = value;
        var response = new JsonObject { ["id"] = id, ["status"] = answer.Status == 0 ? 500 : answer.Status, ["headers"] = headers };
        if (!answer.Body.IsEmpty) response["body"] = JsonNode.Parse(answer.Body.Span);
        return response;
    }

    private static GraphCall Inner(GraphCall outer, JsonElement request, string method, string url)
    {
        var at = url.IndexOf('?', StringComparison.Ordinal);
        var path = "/" + (at < 0 ? url : url[..at]).TrimStart('/');
        var query = at < 0 ? "" : url[(at + 1)..];
        var headers = new Dictionary<string, string>(outer.Headers, StringComparer.OrdinalIgnoreCase);
        if (request.TryGetProperty("headers", out var own) && own.ValueKind == JsonValueKind.Object)
        {
            foreach (var header in own.EnumerateObject()) headers[header.Name] = header.Value.ToString();
        }
        return new GraphCall
        {
            Method = method.ToUpperInvariant(),
            Host = outer.Host,
            Version = outer.Version,
            Path = path,
            Segments = GraphPath.Segments(path),
            RawQuery = query,
            Query = GraphPath.Query(query),
            Headers = headers,
            Body = request.TryGetProperty("body", out var body) ? Encoding.UTF8.GetBytes(body.GetRawText()) : default,
            InBatch = true,
            RequestId = outer.RequestId,
            Now = outer.Now,
        };
    }

    private static bool DependencyFailed(JsonElement request, Dictionary<string, GraphAnswer> answers) =>
        request.TryGetProperty("dependsOn", out var depends) && depends.ValueKind == JsonValueKind.Array
        && depends.EnumerateArray().Any(d => !answers.TryGetValue(d.GetString() ?? "", out var answer) || answer.Status >= 400);

    private static GraphAnswer Failed(GraphCall outer) => GraphErrors.Plain(outer, 424, "FailedDependency", "A request this one depends on failed.");

    private static string? Text(JsonElement request, string name) =>
        request.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
