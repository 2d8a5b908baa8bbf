using System.Globalization;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace AutopilotReset.Testing.Contracts;

/// <summary>How primitive types look in JSON.</summary>
internal static class PrimitiveForms
{
    public static bool Fits(JsonElement json, EdmPrimitiveTypeKind kind) => kind switch
    {
        EdmPrimitiveTypeKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False,
        EdmPrimitiveTypeKind.String => json.ValueKind == JsonValueKind.String,
        EdmPrimitiveTypeKind.Int16 => json.ValueKind == JsonValueKind.Number && json.TryGetInt16(out _),
        EdmPrimitiveTypeKind.Int32 => json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _),
        EdmPrimitiveTypeKind.Int64 => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out _),
        EdmPrimitiveTypeKind.Double or EdmPrimitiveTypeKind.Single or EdmPrimitiveTypeKind.Decimal => json.ValueKind == JsonValueKind.Number,
        EdmPrimitiveTypeKind.Guid => json.ValueKind == JsonValueKind.String && Guid.TryParseExact(json.GetString(), "D", out _),
        EdmPrimitiveTypeKind.DateTimeOffset => json.ValueKind == JsonValueKind.String && IsTime(json.GetString()!),
        EdmPrimitiveTypeKind.Binary => json.ValueKind == JsonValueKind.String && json.TryGetBytesFromBase64(out _),
        _ => json.ValueKind is JsonValueKind.String or JsonValueKind.Number,
    };

    /// <summary>ISO 8601 with a zone; Graph always writes one.</summary>
    private static bool IsTime(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal))
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);
}
