using System.Text.Json;

namespace AutopilotReset.Engine.Inventory.Pages;

/// <summary>The words of a Graph error body, short enough for a status line (graph.md §12).</summary>
internal static class GraphWords
{
    private const int Longest = 300;

    public static string Of(string body)
    {
        var text = Message(body) is { Length: > 0 } message ? message : body;
        var end = text.IndexOf(" - Operation ID", StringComparison.Ordinal);
        if (end > 0)
            text = text[..end];
        text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return text.Length == 0 ? "(no text)" : text.Length <= Longest ? text : text[..Longest] + "…";
    }

    private static string? Message(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
                return null;
            var message = error.TryGetProperty("message", out var inner) ? inner.GetString() : null;

            // Intune writes JSON inside the message.
            if (message?.StartsWith('{') == true)
            {
                using var nested = JsonDocument.Parse(message);
                return nested.RootElement.TryGetProperty("Message", out var text) ? text.GetString() : message;
            }

            return message;
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
