using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>Directory objects of several types on one page, each with its type.</summary>
internal static class MixedPage
{
    public static GraphAnswer Write(GraphCall call, IReadOnlyList<object> all)
    {
        var select = call.Option("$select");
        var asked = string.IsNullOrWhiteSpace(select) ? [] : select.Split(',', StringSplitOptions.TrimEntries);
        if (!SkipToken.TryRead(call.Option("$skiptoken"), out var from)) return GraphErrors.Plain(call, 400, "BadRequest", "The skip token is not one of ours.");
        var top = int.TryParse(call.Option("$top"), System.Globalization.CultureInfo.InvariantCulture, out var t) && t is > 0 and <= 999 ? t : 100;
        return GraphJson.Build(w =>
        {
            w.WriteStartObject();
            w.WriteString("@odata.context", $"{GraphJson.Root(call)}/$metadata#directoryObjects");
            w.WriteStartArray("value");
            foreach (var item in all.Skip(from).Take(top)) WriteItem(w, item, asked, call.IsBeta);
            w.WriteEndArray();
            if (from + top < all.Count) w.WriteString("@odata.nextLink", GraphJson.NextLink(call, from + top));
            w.WriteEndObject();
        });
    }

    private static void WriteItem(System.Text.Json.Utf8JsonWriter writer, object item, string[] asked, bool beta)
    {
        switch (item)
        {
            case EntraObject device: WriteTyped(writer, Shapes.Device, device, asked, beta); break;
            case PracticeUser user: WriteTyped(writer, Shapes.User, user, asked, beta); break;
            case PracticeGroup group: WriteTyped(writer, Shapes.Group, group, asked, beta); break;
        }
    }

    /// <summary>Of what was asked for, each type shows what it has.</summary>
    private static void WriteTyped<T>(System.Text.Json.Utf8JsonWriter writer, JsonShape<T> shape, T item, string[] asked, bool beta)
    {
        var (all, _) = shape.Select(null, beta);
        var fields = asked.Length == 0 ? all : [.. all.Where(f => asked.Contains(f.Name, StringComparer.OrdinalIgnoreCase))];
        shape.Write(writer, item, fields, typed: true);
    }
}
