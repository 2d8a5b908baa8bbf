using System.Buffers;
using System.Text;
using System.Text.Json;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>Answers with one entity, or with a page of many.</summary>
internal static class GraphJson
{
    public static GraphAnswer One<T>(GraphCall call, JsonShape<T> shape, T item, string set)
    {
        var (fields, unknown) = shape.Select(call.Option("$select"), call.IsBeta);
        if (unknown is not null) return UnknownProperty(call, unknown, shape.Type);
        return Build(w => shape.Write(w, item, fields, context: $"{Root(call)}/$metadata#{set}/$entity"));
    }

    /// <summary>A page: the items that <paramref name="take"/> lets through, and a nextLink whose token says where to go on.</summary>
    public static GraphAnswer Page<TSource, T>(GraphCall call, JsonShape<T> shape, IReadOnlyList<TSource> all, Func<TSource, (bool Yes, T Item)> take, PageRules rules)
    {
        var (fields, unknown) = shape.Select(call.Option("$select"), call.IsBeta);
        if (unknown is not null) return UnknownProperty(call, unknown, shape.Type);
        if (!TryTop(call, rules, out var top)) return GraphErrors.Usual(call, 400, "BadRequest", $"Invalid page size specified: '{call.Option("$top")}'. Must be between 1 and {rules.MaxTop} inclusive.");
        if (!SkipToken.TryRead(call.Option("$skiptoken"), out var from)) return GraphErrors.Usual(call, 400, "BadRequest", "The skip token is not one of ours.");
        long? count = rules.AlwaysCounts || (call.Eventual && call.Option("$count") == "true") ? all.LongCount(s => take(s).Yes) : null;
        return Build(w =>
        {
            w.WriteStartObject();
            w.WriteString("@odata.context", $"{Root(call)}/$metadata#{rules.Set}");
            if (count is { } number) w.WriteNumber("@odata.count", number);
            w.WritePropertyName("value");
            w.WriteStartArray();
            var (index, written) = (from, 0);
            for (; index < all.Count && written < top; index++)
            {
                var (yes, item) = take(all[index]);
                if (!yes) continue;
                shape.Write(w, item, fields, rules.TypedItems);
                written++;
            }
            w.WriteEndArray();
            if (HasMore(all, take, index)) w.WriteString("@odata.nextLink", NextLink(call, index));
            w.WriteEndObject();
        });
    }

    public static GraphAnswer Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return new GraphAnswer(200, buffer.WrittenMemory);
    }

    public static string Root(GraphCall call) => $"https://{call.Host}/{call.Version}";

    private static bool HasMore<TSource, T>(IReadOnlyList<TSource> all, Func<TSource, (bool Yes, T Item)> take, int index)
    {
        for (; index < all.Count; index++)
        {
            if (take(all[index]).Yes) return true;
        }
        return false;
    }

    private static bool TryTop(GraphCall call, PageRules rules, out int top)
    {
        top = rules.DefaultTop;
        return call.Option("$top") is not { } asked
            || (int.TryParse(asked, System.Globalization.CultureInfo.InvariantCulture, out top) && top > 0 && top <= rules.MaxTop);
    }

    public static string NextLink(GraphCall call, int index)
    {
        var rest = string.Join('&', call.RawQuery.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => !Uri.UnescapeDataString(p).StartsWith("$skiptoken=", StringComparison.OrdinalIgnoreCase)));
        return $"{Root(call)}{call.Path}?{rest}{(rest.Length == 0 ? "" : "&")}$skiptoken={SkipToken.For(index)}";
    }

    private static GraphAnswer UnknownProperty(GraphCall call, string name, string type) =>
        GraphErrors.Usual(call, 400, "BadRequest", $"Parsing OData Select and Expand failed: Could not find a property named '{name}' on type '{type}'.");
}

/// <summary>How a list pages (graph.md §9).</summary>
internal sealed record PageRules(string Set, int DefaultTop = 100, int MaxTop = 999, bool TypedItems = false, bool AlwaysCounts = false);

/// <summary>Where a list goes on. Opaque to callers.</summary>
internal static class SkipToken
{
    public static string For(int index) =>
        System.Buffers.Text.Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"practice:{index}")));

    public static bool TryRead(string? token, out int index)
    {
        index = 0;
        if (token is null) return true;
        try
        {
            var text = Encoding.ASCII.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(token));
            return text.StartsWith("practice:", StringComparison.Ordinal)
                && int.TryParse(text.AsSpan("practice:".Length), System.Globalization.CultureInfo.InvariantCulture, out index) && index >= 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
