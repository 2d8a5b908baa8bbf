namespace AutopilotReset.Simulator.Graph;

/// <summary>Takes Graph's paths apart: <c>managedDevices/{id}</c> and <c>managedDevices('id')</c> are the same, <c>devices(deviceId='x')</c> is a key of its own.</summary>
internal static class GraphPath
{
    public static List<string> Segments(string path)
    {
        var segments = new List<string>();
        foreach (var raw in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = Uri.UnescapeDataString(raw);
            var open = text.IndexOf('(', StringComparison.Ordinal);
            if (open > 0 && text.EndsWith(')'))
            {
                segments.Add(text[..open]);
                segments.Add(Key(text[(open + 1)..^1]));
            }
            else segments.Add(text);
        }
        return segments;
    }

    public static Dictionary<string, string> Query(string raw)
    {
        var query = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in raw.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(at < 0 ? pair : pair[..at]);
            query[name] = at < 0 ? "" : Decode(pair[(at + 1)..]);
        }
        return query;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Key(string inner)
    {
        var equals = inner.IndexOf('=', StringComparison.Ordinal);
        var named = equals > 0 && inner[0] != '\'';
        return named ? $"{inner[..equals]}={Unquote(inner[(equals + 1)..])}" : Unquote(inner);
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == '\'' && text[^1] == '\'' ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
}
