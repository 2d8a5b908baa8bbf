using System.Text.Json;
using System.Text.Json.Serialization;
using AutopilotReset.Simulator.Hosting;

namespace AutopilotReset.Simulator.Control;

/// <summary>One call of the control API.</summary>
internal sealed record ControlCall(IReadOnlyDictionary<string, string> Keys, IQueryCollection Query, string Body)
{
    /// <summary>The body as a value; unknown names are refused, so that a typing error is not silence.</summary>
    public T Read<T>() => JsonSerializer.Deserialize<T>(Body.Length == 0 ? "{}" : Body, ControlRouter.Json) ?? throw new PracticeException("The body is null.");

    public int Number(string name, int otherwise) =>
        Query[name].ToString() is not { Length: > 0 } text ? otherwise
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number
        : throw new PracticeException($"'{name}' has to be a whole number from 0: '{text}'.");
}

/// <summary>Finds what answers a call, and turns faults of the caller into 400 and 404.</summary>
internal sealed class ControlRouter(IEnumerable<(string Route, Func<ControlCall, object?> Answer)> routes)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly (string Method, string[] Parts, Func<ControlCall, object?> Answer)[] _routes =
        [.. routes.Select(r => (r.Route.Split(' ')[0], r.Route.Split(' ')[1].Split('/', StringSplitOptions.RemoveEmptyEntries), r.Answer))];

    public async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var (status, answer) = Answer(context, body);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (answer is not null) await context.Response.WriteAsync(JsonSerializer.Serialize(answer, Json), context.RequestAborted);
    }

    private (int Status, object? Answer) Answer(HttpContext context, string body)
    {
        var segments = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (method, parts, answer) in _routes)
        {
            if (method != context.Request.Method || Match(parts, segments) is not { } keys) continue;
            try
            {
                var value = answer(new ControlCall(keys, context.Request.Query, body));
                return value is null ? (StatusCodes.Status204NoContent, null) : (StatusCodes.Status200OK, value);
            }
            catch (KeyNotFoundException e)
            {
                return (StatusCodes.Status404NotFound, new { error = e.Message });
            }
            catch (Exception e) when (e is PracticeException or JsonException or ArgumentException)
            {
                return (StatusCodes.Status400BadRequest, new { error = e.Message });
            }
        }
        return (StatusCodes.Status404NotFound, new { error = $"There is no {context.Request.Method} {context.Request.Path}.", routes = _routes.Select(r => $"{r.Method} /{string.Join('/', r.Parts)}") });
    }

    private static Dictionary<string, string>? Match(string[] parts, string[] segments)
    {
        if (parts.Length != segments.Length) return null;
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i][0] == '{') keys[parts[i][1..^1]] = Uri.UnescapeDataString(segments[i]);
            else if (!parts[i].Equals(segments[i], StringComparison.OrdinalIgnoreCase)) return null;
        }
        return keys;
    }
}
