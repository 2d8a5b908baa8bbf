using System.Text.Json;
using System.Text.Json.Nodes;

namespace AutopilotReset.Engine.Notifications;

/// <summary>The shapes that Teams, Slack and programs of one's own take.</summary>
internal static class WebhookBodies
{
    public static byte[] Of(WebhookKind kind, Message message) => JsonSerializer.SerializeToUtf8Bytes(kind switch
    {
        WebhookKind.Teams => Teams(message),
        WebhookKind.Slack => Slack(message),
        _ => Json(message),
    });

    /// <summary>An adaptive card, as the Workflows app of Teams takes it. Text blocks know markdown, so its marks are escaped.</summary>
    private static JsonObject Teams(Message message)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray(
                new JsonObject { ["type"] = "TextBlock", ["text"] = Unmarked(message.Title), ["weight"] = "Bolder", ["size"] = "Medium", ["wrap"] = true },
                new JsonObject { ["type"] = "TextBlock", ["text"] = Unmarked(message.Text), ["wrap"] = true }),
        };
        if (message.Link is { } link)
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "Open the console", ["url"] = link.ToString() });
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        };
    }

    /// <summary>Slack reads three characters as its own; everything else is text. Mentions need a &lt;, so there are none.</summary>
    private static JsonObject Slack(Message message)
    {
        var link = message.Link is null ? "" : $"\n<{message.Link}|Open the console>";
        return new JsonObject { ["text"] = $"*{Escaped(message.Title)}*\n{Escaped(message.Text)}{link}" };
    }

    private static JsonObject Json(Message message) => new()
    {
        ["id"] = message.Id.ToString(),
        ["event"] = message.Kind.ToString(),
        ["at"] = message.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["title"] = message.Title,
        ["text"] = message.Text,
        ["batchId"] = message.BatchId?.ToString(),
        ["count"] = message.Count,
        ["link"] = message.Link?.ToString(),
    };

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Unmarked(string text) =>
        string.Concat(text.Select(c => c is '*' or '_' or '[' or ']' or '(' or ')' or '#' or '`' or '~' or '\\' or '<' or '>' ? $"\\{c}" : c.ToString()));
}
