using System.Text.Json;
using System.Text.RegularExpressions;

namespace AutopilotReset.Testing.Contracts;

/// <summary>One beta call that we make, and what graph.md says of it.</summary>
/// <param name="Row">The row in graph.md.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path after <c>/beta</c>, as a pattern.</param>
/// <param name="Check">Everything wrong with an exchange that succeeded.</param>
public sealed record BetaExpectation(string Row, string Method, Regex Path, Func<RecordedExchange, IEnumerable<string>> Check);

/// <summary>Hand-written, for Microsoft's beta schema is not at hand.</summary>
public sealed class BetaExpectations
{
    private static readonly string[] _joinTypes = ["unknown", "azureADJoined", "azureADRegistered", "hybridAzureADJoined"];
    private static readonly string[] _profileStates = ["unknown", "assignedInSync", "assignedOutOfSync", "assignedUnkownSyncState", "notAssigned", "pending", "failed"];

    private readonly GraphSchema _schema;
    private readonly IReadOnlyList<BetaExpectation> _all;

    /// <summary>Beta answers hold what v1.0 declares and, here, what graph.md adds.</summary>
    public BetaExpectations(GraphSchema schema)
    {
        _schema = schema;
        var managed = new JsonByType(schema)
        {
            Extra = new Dictionary<string, Func<JsonElement, bool>>
            {
                ["joinType"] = v => v.ValueKind == JsonValueKind.String && _joinTypes.Contains(v.GetString()),
                ["autopilotEnrolled"] = v => v.ValueKind is JsonValueKind.True or JsonValueKind.False,
                ["ownerType"] = v => v.ValueKind == JsonValueKind.String,
                ["skuFamily"] = v => v.ValueKind is JsonValueKind.String or JsonValueKind.Null,
                ["usersLoggedOn"] = v => v.ValueKind == JsonValueKind.Array && v.EnumerateArray().All(IsLogOn),
                ["skuNumber"] = v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out _),
            },
        };
        var autopilot = new JsonByType(schema)
        {
            Extra = new Dictionary<string, Func<JsonElement, bool>>
            {
                ["deploymentProfile"] = v => v.ValueKind == JsonValueKind.Null || (v.ValueKind == JsonValueKind.Object && v.TryGetProperty("displayName", out var name) && name.ValueKind == JsonValueKind.String),
                ["deploymentProfileAssignmentStatus"] = v => v.ValueKind == JsonValueKind.String && _profileStates.Contains(v.GetString()),
            },
        };
        const string device = "microsoft.graph.managedDevice";
        const string identity = "microsoft.graph.windowsAutopilotDeviceIdentity";
        _all =
        [
            Expect("§3 joinType, §9 paging", "GET", "deviceManagement/managedDevices", x => Page(x, managed, device)),
            Expect("§3 joinType", "GET", "deviceManagement/managedDevices/KEY", x => One(x, managed, device)),
            Expect("§4 Read primary user", "GET", "deviceManagement/managedDevices/KEY/users", x => Page(x, new JsonByType(schema), "microsoft.graph.user")),
            Expect("§4 Remove", "DELETE", "deviceManagement/managedDevices/KEY/users/[$]ref", Removal),
            Expect("§4 Set", "POST", "deviceManagement/managedDevices/KEY/users/[$]ref", Reference),
            Expect("§7 Autopilot identities", "GET", "deviceManagement/windowsAutopilotDeviceIdentities", x => Page(x, autopilot, identity)),
            Expect("§7 Autopilot identities", "GET", "deviceManagement/windowsAutopilotDeviceIdentities/KEY", x => One(x, autopilot, identity)),
            Expect("§10 operationApprovalRequests", "GET", "deviceManagement/operationApprovalRequests", x => ApprovalExpectation.Page(x.ResponseBody!)),
            Expect("§10 operationApprovalRequests", "GET", "deviceManagement/operationApprovalRequests/KEY", x => ApprovalExpectation.One(x.ResponseBody!)),
            Expect("§1 wipe (beta)", "POST", "deviceManagement/managedDevices/KEY/wipe", _ => ["the product sends wipes to v1.0 only"]),
        ];
    }

    /// <summary>Everything wrong with a beta exchange; a call that nobody expected is a fault.</summary>
    public IReadOnlyList<string> Faults(RecordedExchange exchange)
    {
        var path = Uri.UnescapeDataString(exchange.Path);
        if (_all.FirstOrDefault(e => e.Method == exchange.Method && e.Path.IsMatch(path)) is not { } expected) return ["beta: no row of graph.md expects this call"];
        if (exchange.Status >= 400) return ErrorShape.Faults(exchange);
        return [.. expected.Check(exchange).Select(f => $"{f} (graph.md {expected.Row})")];
    }

    private static bool IsLogOn(JsonElement logOn) =>
        logOn.ValueKind == JsonValueKind.Object && logOn.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal).SequenceEqual(["lastLogOnDateTime", "userId"])
        && logOn.GetProperty("lastLogOnDateTime").TryGetDateTimeOffset(out _);

    private static BetaExpectation Expect(string row, string method, string path, Func<RecordedExchange, IEnumerable<string>> check) =>
        new(row, method, new Regex("^/" + path.Replace("/KEY", @"(/[^/]+|\('[^']+'\))", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1)), check);

    private IEnumerable<string> One(RecordedExchange exchange, JsonByType types, string type)
    {
        using var body = JsonDocument.Parse(exchange.ResponseBody!);
        return [.. types.Structured(body.RootElement, _schema.Type(type)!, "answer")];
    }

    private IEnumerable<string> Page(RecordedExchange exchange, JsonByType types, string type)
    {
        using var body = JsonDocument.Parse(exchange.ResponseBody!);
        return [.. body.RootElement.GetProperty("value").EnumerateArray().SelectMany((item, i) => types.Structured(item, _schema.Type(type)!, $"answer[{i}]"))];
    }

    /// <summary>No user id, no body (graph.md §4).</summary>
    private static IEnumerable<string> Removal(RecordedExchange exchange)
    {
        if (exchange.Status != 204) yield return $"answer: {exchange.Status} where 204 is expected";
        if (!string.IsNullOrEmpty(exchange.RequestBody)) yield return "request: a body where none is expected";
    }

    private static IEnumerable<string> Reference(RecordedExchange exchange)
    {
        if (exchange.Status != 204) yield return $"answer: {exchange.Status} where 204 is expected";
        using var body = JsonDocument.Parse(exchange.RequestBody ?? "{}");
        var names = body.RootElement.EnumerateObject().Select(p => p.Name).ToList();
        if (names is not ["@odata.id"] || !body.RootElement.GetProperty("@odata.id").GetString()!.Contains("/users", StringComparison.Ordinal))
            yield return "request: exactly an @odata.id that names a user is expected";
    }
}
