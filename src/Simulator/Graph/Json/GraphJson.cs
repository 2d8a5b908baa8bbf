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
        var counts = rules.AlwaysCounts || (call.Eventual && call.Option("$count") == "true");
        var (items, next, count) = Cut(all, take, from, top, counts);
        return Build(w =>
        {
            w.WriteStartObject();
            w.WriteString("@odata.context", $"{Root(call)}/$metadata#{rules.Set}");
            if (counts) w.WriteNumber("@odata.count", count);
            w.WritePropertyName("value");
            w.WriteStartArray();
            foreach (var item in items) shape.Write(w, item, fields, rules.TypedItems);
            w.WriteEndArray();
            if (next is { } index) w.WriteString("@odata.nextLink", NextLink(call, index));
            w.WriteEndObject();
        });
    }

    /// <summary>One walk over the list: filters over a hundred thousand devices are what lists cost. Where nothing is counted it ends with the first entry of the next page.</summary>
    private static (List<T> Items, int? Next, long Count) Cut<TSource, T>(IReadOnlyList<TSource> all, Func<TSource, (bool Yes, T Item)> take, int from, int top, bool counts)
    {
        var items = new List<T>();
        int? next = null;
        var count = 0L;
        for (var index = counts ? 0 : from; index < all.Count && (counts || next is null); index++)
        {
            var (yes, item) = take(all[index]);
            if (!yes) continue;
            count++;
            if (index < from || next is not null) continue;
            if (items.Count < top) items.Add(item);
            else next = index;
        }
        return (items, next, count);
    }

    public static GraphAnswer Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer)) write(writer);
        return new GraphAnswer(200, buffer.WrittenMemory);
    }

    public static string Root(GraphCall call) => $"https://{call.Host}/{call.Version}";

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
