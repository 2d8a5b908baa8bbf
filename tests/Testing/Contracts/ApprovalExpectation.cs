using System.Text.Json;

namespace AutopilotReset.Testing.Contracts;

/// <summary>A request of Intune's Multi Admin Approval, a beta type of which v1.0's schema knows nothing (graph.md §10).</summary>
internal static class ApprovalExpectation
{
    private static readonly string[] _statuses = ["unknown", "needsApproval", "approved", "rejected", "cancelled", "completed", "expired", "unknownFutureValue"];

    private static readonly Dictionary<string, Func<JsonElement, bool>> _properties = new()
    {
        ["id"] = IsText,
        ["requestId"] = IsText,
        ["requestDateTime"] = IsTime,
        ["expirationDateTime"] = IsTime,
        ["lastModifiedDateTime"] = IsTime,
        ["requestor"] = IsIdentity,
        ["approver"] = v => v.ValueKind == JsonValueKind.Null || IsIdentity(v),
        ["status"] = v => IsText(v) && _statuses.Contains(v.GetString()),
        ["requestJustification"] = v => IsText(v) && v.GetString()!.Length <= 1024,
        ["approvalJustification"] = v => v.ValueKind == JsonValueKind.Null || (IsText(v) && v.GetString()!.Length <= 1024),
        ["requiredOperationApprovalPolicyTypes"] = v => v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(IsText),
    };

    public static IEnumerable<string> One(string body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. Faults(answer.RootElement, "answer")];
    }

    public static IEnumerable<string> Page(string body)
    {
        using var answer = JsonDocument.Parse(body);
        return [.. answer.RootElement.GetProperty("value").EnumerateArray().SelectMany((item, i) => Faults(item, $"answer[{i}]"))];
    }

    private static IEnumerable<string> Faults(JsonElement item, string where)
    {
        foreach (var property in item.EnumerateObject().Where(p => !p.Name.StartsWith('@')))
        {
            if (!_properties.TryGetValue(property.Name, out var fits))
                yield return $"{where}.{property.Name}: not a property of operationApprovalRequest";
            else if (!fits(property.Value))
                yield return $"{where}.{property.Name}: {property.Value} does not fit";
        }
        foreach (var missing in new[] { "id", "status", "expirationDateTime" }.Where(n => !item.TryGetProperty(n, out _))) yield return $"{where}.{missing}: missing";
    }

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsTime(JsonElement value) => IsText(value) && value.TryGetDateTimeOffset(out _);

    private static bool IsIdentity(JsonElement value) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("user", out var user) && user.TryGetProperty("id", out var id) && IsText(id);
}
