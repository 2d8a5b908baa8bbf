using System.Collections.Frozen;
using System.Text.Json;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Graph.Json;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Intune's audit events (graph.md §11).</summary>
internal sealed class AuditRoutes(AuditBook book)
{
    private const string Set = "deviceManagement/auditEvents";

    private static readonly JsonShape<AuditEntry> _shape = new("microsoft.graph.auditEvent",
        Field.Text<AuditEntry>("id", e => e.Id),
        Field.Text<AuditEntry>("displayName", e => e.ActivityType),
        Field.Text<AuditEntry>("componentName", _ => "ManagedDevices"),
        Field.Text<AuditEntry>("activity", e => e.ActivityType),
        Field.Time<AuditEntry>("activityDateTime", e => e.Time),
        Field.Text<AuditEntry>("activityType", e => e.ActivityType),
        Field.Text<AuditEntry>("activityOperationType", _ => "Action"),
        Field.Text<AuditEntry>("activityResult", _ => "Success"),
        Field.Text<AuditEntry>("correlationId", e => e.CorrelationId),
        Field.Text<AuditEntry>("category", _ => "Device"),
        new("actor", WriteActor),
        new("resources", WriteResources));

    public IEnumerable<Route> All =>
    [
        new("GET", "v1.0", "/" + Set, GraphServiceKind.IntuneAuditing, Scopes.ReadAudit, List),
        new("GET", "v1.0", "/" + Set + "/{id}", GraphServiceKind.IntuneAuditing, Scopes.ReadAudit, Single),
    ];

    private GraphAnswer List(GraphCall call)
    {
        var filter = call.Option("$filter") is { Length: > 0 } text ? ODataFilter.Parse(text) : null;
        return GraphJson.Page(call, _shape, book.NewestFirst, e => (filter?.Test(name => Value(e, name)) ?? true, e),
            new PageRules(Set, DefaultTop: 1000, MaxTop: 1000, AlwaysCounts: true));
    }

    private GraphAnswer Single(GraphCall call) =>
        book.NewestFirst.FirstOrDefault(e => e.Id.Equals(call.Key("id"), StringComparison.OrdinalIgnoreCase)) is { } entry
            ? GraphJson.One(call, _shape, entry, Set)
            : GraphErrors.NotFound(call, call.Key("id"));

    private static readonly FrozenDictionary<string, Func<AuditEntry, object?>> _values = new Dictionary<string, Func<AuditEntry, object?>>
    {
        ["activitydatetime"] = e => e.Time,
        ["activitytype"] = e => e.ActivityType,
        ["category"] = _ => "Device",
        ["activityresult"] = _ => "Success",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static object? Value(AuditEntry e, string name) => _values.TryGetValue(name, out var value) ? value(e) : null;

    private static void WriteActor(Utf8JsonWriter w, AuditEntry e)
    {
        w.WriteStartObject();
        w.WriteString("auditActorType", e.ActorId is null ? "Application" : "ItPro");
        w.WriteStartArray("userPermissions");
        w.WriteStringValue("*");
        w.WriteEndArray();
        w.WriteString("applicationId", e.AppId);
        w.WriteString("applicationDisplayName", "Autopilot Reset console");
        w.WriteString("userPrincipalName", e.ActorId is null ? null : e.ActorName);
        w.WriteString("servicePrincipalName", e.ActorId is null ? e.ActorName : null);
        w.WriteNull("ipAddress");
        w.WriteString("userId", e.ActorId);
        w.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter w, AuditEntry e)
    {
        w.WriteStartArray();
        w.WriteStartObject();
        w.WriteString("displayName", e.DeviceName);
        w.WriteString("auditResourceType", "ManagedDevice");
        w.WriteString("resourceId", e.ResourceId);
        w.WriteStartArray("modifiedProperties");
        w.WriteStartObject();
        w.WriteString("displayName", "AzureADDeviceId");
        w.WriteNull("oldValue");
        w.WriteString("newValue", e.AzureADDeviceId);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndArray();
    }
}
