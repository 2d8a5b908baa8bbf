using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutopilotReset.Testing.Contracts;

/// <summary>The OpenAPI's paths, methods, query options and status codes over recorded traffic.</summary>
public sealed class OpenApiPaths
{
    private sealed record Operation(Regex Path, string Template, string Method, HashSet<string> Query, HashSet<string> Statuses);

    private readonly List<Operation> _operations = [];

    /// <summary>Reads the document.</summary>
    public static OpenApiPaths Load(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var paths = new OpenApiPaths();
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var method in path.Value.EnumerateObject()) paths._operations.Add(Read(path.Name, method));
        }
        return paths;
    }

    /// <summary>Whether the document has a path for it (it knows Intune's only).</summary>
    public bool Knows(RecordedExchange exchange) => _operations.Exists(o => o.Path.IsMatch(Plain(exchange.Path)));

    /// <summary>Everything that the document does not allow.</summary>
    public IReadOnlyList<string> Faults(RecordedExchange exchange)
    {
        var candidates = _operations.Where(o => o.Path.IsMatch(Plain(exchange.Path))).ToList();
        if (candidates.Count == 0) return [];
        if (candidates.Find(o => o.Method == exchange.Method) is not { } operation) return [$"OpenAPI: {exchange.Method} is not allowed on {candidates[0].Template}"];
        var options = exchange.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => Uri.UnescapeDataString(p.Split('=')[0]));
        var faults = options.Where(o => !operation.Query.Contains(o)).Select(o => $"OpenAPI: {operation.Template} has no option {o}").ToList();
        if (exchange.Status < 400 && !operation.Statuses.Contains($"{exchange.Status}")) faults.Add($"OpenAPI: {operation.Template} never answers {exchange.Status}");
        return faults;
    }

    private static Operation Read(string template, JsonProperty method)
    {
        var pattern = string.Concat(Regex.Split(template, @"(\{[^}]+\})").Select(p => p.StartsWith('{') ? "[^/]+" : Regex.Escape(p)));
        var query = method.Value.TryGetProperty("parameters", out var parameters)
            ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)
            : [];
        return new Operation(
            new Regex($"^{pattern}$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)), template, method.Name.ToUpperInvariant(),
            [.. query], [.. method.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name)]);
    }

    /// <summary><c>managedDevices('id')</c> is <c>managedDevices/id</c>.</summary>
    private static string Plain(string path) => Regex.Replace(Uri.UnescapeDataString(path), @"\('(?<key>[^']*)'\)", "/${key}");
}
