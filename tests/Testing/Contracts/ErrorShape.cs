using System.Text.Json;

namespace AutopilotReset.Testing.Contracts;

/// <summary>The one shape of Graph's errors (graph.md §12).</summary>
internal static class ErrorShape
{
    public static IReadOnlyList<string> Faults(RecordedExchange exchange)
    {
        if (exchange.ResponseBody is null) return [$"error: {exchange.Status} without a body"];
        try
        {
            using var body = JsonDocument.Parse(exchange.ResponseBody);
            var error = body.RootElement.GetProperty("error");
            return error.GetProperty("code").ValueKind == JsonValueKind.String && error.GetProperty("message").ValueKind == JsonValueKind.String
                ? []
                : ["error: code or message is no text"];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return [$"error: {e.Message}"];
        }
    }
}
