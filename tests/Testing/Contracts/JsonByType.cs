using System.Text.Json;
using Microsoft.OData.Edm;

namespace AutopilotReset.Testing.Contracts;

/// <summary>Compares JSON with a declared type, property by property. Stricter than Graph: what is not declared is a fault.</summary>
public sealed class JsonByType(GraphSchema schema)
{
    /// <summary>Properties that beta adds to a type; empty for v1.0.</summary>
    public IReadOnlyDictionary<string, Func<JsonElement, bool>> Extra { get; init; } = new Dictionary<string, Func<JsonElement, bool>>();

    /// <summary>Faults of an entity or complex value.</summary>
    public IEnumerable<string> Structured(JsonElement json, IEdmStructuredType declared, string where)
    {
        if (json.ValueKind != JsonValueKind.Object) return [$"{where}: {json.ValueKind} where {declared.FullTypeName()} is declared"];
        var (type, fault) = Actual(json, declared, where);
        return fault is null ? json.EnumerateObject().Where(p => !p.Name.StartsWith('@') && !p.Name.Contains("@odata.", StringComparison.Ordinal)).SelectMany(p => Property(p, type, where)) : [fault];
    }

    /// <summary>Faults of any value.</summary>
    public IEnumerable<string> Value(JsonElement json, IEdmTypeReference type, string where)
    {
        if (json.ValueKind == JsonValueKind.Null) return type.IsNullable ? [] : [$"{where}: null where {type.FullName()} may not be"];
        if (type.IsCollection()) return Collection(json, type.AsCollection().ElementType(), where);
        if (type.IsStructured()) return Structured(json, type.AsStructured().StructuredDefinition(), where);
        if (type.IsEnum()) return Enum(json, type.AsEnum().EnumDefinition(), where);
        return type.IsPrimitive() && !PrimitiveForms.Fits(json, type.PrimitiveKind()) ? [$"{where}: {json.GetRawText()} is no {type.FullName()}"] : [];
    }

    private IEnumerable<string> Property(JsonProperty property, IEdmStructuredType type, string where)
    {
        var at = $"{where}.{property.Name}";
        if (Extra.TryGetValue(property.Name, out var fits)) return fits(property.Value) ? [] : [$"{at}: {property.Value.GetRawText()} does not fit what beta is expected to say"];
        return type.FindProperty(property.Name) is { } declared ? Value(property.Value, declared.Type, at) : [$"{at}: not declared in {type.FullTypeName()}"];
    }

    private IEnumerable<string> Collection(JsonElement json, IEdmTypeReference element, string where) => json.ValueKind != JsonValueKind.Array
        ? [$"{where}: {json.ValueKind} where a collection is declared"]
        : json.EnumerateArray().SelectMany((item, i) => Value(item, element, $"{where}[{i}]"));

    private static IEnumerable<string> Enum(JsonElement json, IEdmEnumType type, string where)
    {
        if (json.ValueKind != JsonValueKind.String) return [$"{where}: {json.GetRawText()} is no member of {type.FullTypeName()}"];
        var members = type.Members.Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return json.GetString()!.Split(',').Where(m => !members.Contains(m)).Select(m => $"{where}: '{m}' is no member of {type.FullTypeName()}");
    }

    /// <summary>The type that <c>@odata.type</c> names, which has to be the declared one or derived from it.</summary>
    private (IEdmStructuredType Type, string? Fault) Actual(JsonElement json, IEdmStructuredType declared, string where)
    {
        if (!json.TryGetProperty("@odata.type", out var name)) return (declared, null);
        var named = schema.Type(name.GetString()!.TrimStart('#'));
        if (named is null) return (declared, $"{where}: the type {name} does not exist");
        return named.IsOrInheritsFrom(declared) ? (named, null) : (declared, $"{where}: {name} is no {declared.FullTypeName()}");
    }
}
