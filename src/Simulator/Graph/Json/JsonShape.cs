using System.Text.Json;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>One property of an answer, written without reflection: pages of a hundred thousand devices have to be quick.</summary>
internal sealed record JsonField<T>(string Name, Action<Utf8JsonWriter, T> Write, bool BetaOnly = false)
{
    public JsonEncodedText Encoded { get; } = JsonEncodedText.Encode(Name);
}

/// <summary>The properties of one type, as Graph shows them in v1.0 and in beta.</summary>
internal sealed class JsonShape<T>(string type, params JsonField<T>[] fields)
{
    private readonly JsonField<T>[] _stable = [.. fields.Where(f => !f.BetaOnly)];

    /// <summary>The type's name, such as <c>microsoft.graph.device</c>.</summary>
    public string Type => type;

    /// <summary>The properties asked for; an unknown one is named, as OData does.</summary>
    public (JsonField<T>[] Fields, string? Unknown) Select(string? select, bool beta)
    {
        var known = beta ? fields : _stable;
        if (string.IsNullOrWhiteSpace(select) || select == "*") return (known, null);
        var chosen = new List<JsonField<T>>();
        foreach (var name in select.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var field = Array.Find(known, f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (field is null) return ([], name);
            chosen.Add(field);
        }
        return ([.. chosen], null);
    }

    public void Write(Utf8JsonWriter writer, T item, JsonField<T>[] chosen, bool typed = false, string? context = null)
    {
        writer.WriteStartObject();
        if (context is not null) writer.WriteString("@odata.context", context);
        if (typed) writer.WriteString("@odata.type", "#" + type);
        foreach (var field in chosen)
        {
            writer.WritePropertyName(field.Encoded);
            field.Write(writer, item);
        }
        writer.WriteEndObject();
    }
}

/// <summary>Makes fields.</summary>
internal static class Field
{
    public static JsonField<T> Text<T>(string name, Func<T, string?> value, bool beta = false) => new(name, (w, i) => w.WriteStringValue(value(i)), beta);

    public static JsonField<T> Flag<T>(string name, Func<T, bool?> value, bool beta = false) => new(name, (w, i) =>
    {
        if (value(i) is { } flag) w.WriteBooleanValue(flag);
        else w.WriteNullValue();
    }, beta);

    public static JsonField<T> Number<T>(string name, Func<T, long> value, bool beta = false) => new(name, (w, i) => w.WriteNumberValue(value(i)), beta);

    public static JsonField<T> Time<T>(string name, Func<T, DateTimeOffset?> value, bool beta = false) => new(name, (w, i) =>
    {
        if (value(i) is { } time) w.WriteStringValue(time.UtcDateTime);
        else w.WriteNullValue();
    }, beta);

    public static JsonField<T> Texts<T>(string name, Func<T, IEnumerable<string>> values, bool beta = false) => new(name, (w, i) =>
    {
        w.WriteStartArray();
        foreach (var value in values(i)) w.WriteStringValue(value);
        w.WriteEndArray();
    }, beta);
}
