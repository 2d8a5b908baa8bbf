using System.Text.Json;

namespace AutopilotReset.Engine.Graph;

/// <summary>What a person can read out of Graph's and Intune's error bodies (graph.md §12).</summary>
public static class GraphErrors
{
    private const int MostCharacters = 500;

    /// <summary>
    /// Code and sentence of an error body. Intune puts JSON inside <c>error.message</c>, sometimes twice, and ends the sentence with ids from " - Operation ID" on.
    /// Falls back to the raw text, cut at 500 characters.
    /// </summary>
    public static (string? Code, string Sentence) Read(string body)
    {
        if (Parse(body) is not { } root || !root.TryGetProperty("error", out var error) || error.ValueKind != JsonValueKind.Object)
            return (null, Cut(body));

        var code = Text(error, "code");
        var sentence = Text(error, "message") ?? "";
        for (var depth = 0; depth < 3 && Parse(sentence) is { } inner; depth++)
        {
            code = Text(inner, "ErrorCode") ?? code;
            if (Text(inner, "Message") is not { } next)
                break;
            sentence = next;
        }

        var end = sentence.IndexOf(" - Operation ID", StringComparison.OrdinalIgnoreCase);
        return (code, Cut(end > 0 ? sentence[..end] : sentence));
    }

    private static JsonElement? Parse(string text)
    {
        if (!text.TrimStart().StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Cut(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
}
