using System.Collections.Frozen;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph.Json;
using JsonShapes = AutopilotReset.Simulator.Graph.Json.Shapes;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Entra's device objects, their owners and users (graph.md §3, §4).</summary>
internal sealed class DeviceRoutes(FleetStore fleet, AlarmLog alarms)
{
    public IEnumerable<Route> All =>
    [
        Get("/devices", List),
        Get("/devices/deviceId={deviceId}", Single),
        Get("/devices/{id}", Single),
        Get("/devices/deviceId={deviceId}/registeredOwners", Owners),
        Get("/devices/{id}/registeredOwners", Owners),
        Get("/devices/deviceId={deviceId}/registeredUsers", RegisteredUsers),
        Get("/devices/{id}/registeredUsers", RegisteredUsers),
        new("DELETE", "v1.0", "/devices/{id}/registeredOwners/{userId}/$ref", GraphServiceKind.Directory, Scopes.RemoveOwner, RemoveOwner),
        new("DELETE", "v1.0", "/devices/{id}/registeredOwners/{userId}", GraphServiceKind.Directory, Scopes.RemoveOwner, DeleteUser),
    ];

    private static Route Get(string template, Func<GraphCall, GraphAnswer> handle) =>
        new("GET", "v1.0", template, GraphServiceKind.Directory, Scopes.ReadDevices, handle);

    private GraphAnswer List(GraphCall call) => fleet.Read(view =>
    {
        ODataFilter.Parsed? filter = null;
        if (call.Option("$filter") is { Length: > 0 } text && (filter = ODataFilter.Parse(text)) is null)
            return GraphErrors.Plain(call, 400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause specified.");
        if (DirectorySearch.Refusal(call) is { } refusal) return refusal;
        var search = DirectorySearch.Text(call);
        var candidates = filter?.Equal is { } equal ? view.Index.Candidates(equal.Property, equal.Value) : null;
        return GraphJson.Page(call, JsonShapes.Device, candidates ?? view.Devices, d =>
        {
            if (d.Entra is not { } entra) return default;
            return ((filter?.Test(name => Value(entra, name)) ?? true) && (search is null || entra.DisplayName.Contains(search, StringComparison.OrdinalIgnoreCase)), entra);
        }, new PageRules("devices" + (call.Option("$select") is { } select ? $"({select})" : "")));
    });

    private GraphAnswer Single(GraphCall call) => With(call, (_, device) => GraphJson.One(call, JsonShapes.Device, device.Entra!, "devices"));

    private GraphAnswer Owners(GraphCall call) => With(call, (view, device) => People(call, view, device.Entra!.OwnerId is { } id ? [id] : []));

    private GraphAnswer RegisteredUsers(GraphCall call) => With(call, (view, device) => People(call, view, device.Entra!.RegisteredUserIds));

    private static GraphAnswer People(GraphCall call, FleetView view, IReadOnlyList<string> ids) =>
        GraphJson.Page(call, JsonShapes.User, ids, id => view.FindUser(id) is { } user ? (true, user) : default, new PageRules("directoryObjects", TypedItems: true));

    private GraphAnswer RemoveOwner(GraphCall call) => With(call, (view, device) =>
    {
        var entra = device.Entra!;
        if (!string.Equals(entra.OwnerId, call.Key("userId"), StringComparison.OrdinalIgnoreCase)) return GraphErrors.NotFound(call, call.Key("userId"));
        entra.OwnerId = null;
        view.Touch(device);
        return GraphAnswer.NoContent;
    });

    /// <summary>Without <c>/$ref</c> the user is deleted, not the reference (graph.md §4).</summary>
    private GraphAnswer DeleteUser(GraphCall call) => With(call, (view, _) =>
    {
        if (view.FindUser(call.Key("userId")) is not { } user) return GraphErrors.NotFound(call, call.Key("userId"));
        alarms.Raise("user deleted", $"{call.Caller!.Name} left /$ref out and DELETED THE USER {user.UserPrincipalName}");
        view.Index.Remove(user);
        return GraphAnswer.NoContent;
    });

    private GraphAnswer With(GraphCall call, Func<FleetView, PracticeDevice, GraphAnswer> use)
    {
        GraphAnswer? answer = null;
        fleet.Change(view =>
        {
            var byDeviceId = call.Keys.TryGetValue("deviceId", out var deviceId);
            var device = byDeviceId ? view.Index.ByEntraDeviceId(deviceId!) : view.Index.ByEntraId(call.Key("id"));
            answer = device is null ? GraphErrors.NotFound(call, deviceId ?? call.Key("id")) : use(view, device);
        });
        return answer!;
    }

    private static readonly FrozenDictionary<string, Func<EntraObject, object?>> _values = new Dictionary<string, Func<EntraObject, object?>>
    {
        ["id"] = d => d.Id,
        ["deviceid"] = d => d.DeviceId,
        ["displayname"] = d => d.DisplayName,
        ["operatingsystem"] = d => d.OperatingSystem,
        ["operatingsystemversion"] = d => d.OperatingSystemVersion,
        ["trusttype"] = d => d.TrustType,
        ["accountenabled"] = d => d.AccountEnabled,
        ["onpremisessyncenabled"] = d => d.OnPremisesSyncEnabled,
        ["ismanaged"] = d => d.IsManaged,
        ["iscompliant"] = d => d.IsCompliant,
        ["mdmappid"] = d => d.MdmAppId,
        ["profiletype"] = d => d.ProfileType,
        ["physicalids"] = d => d.PhysicalIds,
        ["approximatelastsignindatetime"] = d => d.ApproximateLastSignInDateTime,
        ["registrationdatetime"] = d => d.RegistrationDateTime,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static object? Value(EntraObject d, string name) => _values.TryGetValue(name, out var value) ? value(d) : null;
}
