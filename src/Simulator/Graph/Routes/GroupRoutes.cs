using System.Collections.Frozen;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph.Json;
using JsonShapes = AutopilotReset.Simulator.Graph.Json.Shapes;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Groups and who is in them, groups inside groups included.</summary>
internal sealed class GroupRoutes(FleetStore fleet)
{
    public IEnumerable<Route> All =>
    [
        Get("/groups", List, 1),
        Get("/groups/{id}", Single, 1),
        Get("/groups/{id}/transitiveMembers", Members, 5),
        Get("/groups/{id}/transitiveMembers/microsoft.graph.device", MemberDevices, 5),
        Get("/groups/{id}/transitiveMembers/graph.device", MemberDevices, 5),
        Get("/groups/{id}/transitiveMembers/microsoft.graph.user", MemberUsers, 5),
        Get("/groups/{id}/transitiveMembers/graph.user", MemberUsers, 5),
    ];

    private static Route Get(string template, Func<GraphCall, GraphAnswer> handle, int cost) =>
        new("GET", "v1.0", template, GraphServiceKind.Directory, Scopes.ReadGroups, handle) { Cost = cost };

    private GraphAnswer List(GraphCall call) => fleet.Read(view =>
    {
        ODataFilter.Parsed? filter = null;
        if (call.Option("$filter") is { Length: > 0 } text && (filter = ODataFilter.Parse(text)) is null)
            return GraphErrors.Plain(call, 400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause specified.");
        if (DirectorySearch.Refusal(call) is { } refusal) return refusal;
        var search = DirectorySearch.Text(call);
        return GraphJson.Page(call, JsonShapes.Group, view.Groups,
            g => ((filter?.Test(name => Value(g, name)) ?? true) && (search is null || g.DisplayName.Contains(search, StringComparison.OrdinalIgnoreCase)), g),
            new PageRules("groups"));
    });

    private GraphAnswer Single(GraphCall call) => With(call, (_, group) => GraphJson.One(call, JsonShapes.Group, group, "groups"));

    private GraphAnswer Members(GraphCall call) => With(call, (view, group) =>
    {
        var groups = Inside(view, group);
        IReadOnlyList<object> all =
        [
            .. groups.Skip(1),
            .. Users(view, groups),
            .. Devices(view, groups),
        ];
        return MixedPage.Write(call, all);
    });

    private GraphAnswer MemberDevices(GraphCall call) => Cast(call, (view, groups) => GraphJson.Page(call, JsonShapes.Device, Devices(view, groups), d => (true, d), new PageRules("devices")));

    private GraphAnswer MemberUsers(GraphCall call) => Cast(call, (view, groups) => GraphJson.Page(call, JsonShapes.User, Users(view, groups), u => (true, u), new PageRules("users")));

    /// <summary>A cast is an advanced query (graph.md §9).</summary>
    private GraphAnswer Cast(GraphCall call, Func<FleetView, List<PracticeGroup>, GraphAnswer> page) => With(call, (view, group) => call.Eventual && call.Option("$count") == "true"
        ? page(view, Inside(view, group))
        : GraphErrors.Plain(call, 400, "Request_UnsupportedQuery", "OData cast needs the header 'ConsistencyLevel: eventual' and $count=true."));

    private static List<PracticeUser> Users(FleetView view, List<PracticeGroup> groups) =>
        [.. groups.SelectMany(g => g.UserIds).Distinct().Select(id => view.FindUser(id)).OfType<PracticeUser>()];

    private static List<EntraObject> Devices(FleetView view, List<PracticeGroup> groups) =>
        [.. groups.SelectMany(g => g.DeviceObjectIds).Distinct().Select(id => view.Index.ByEntraId(id)?.Entra).OfType<EntraObject>()];

    private static List<PracticeGroup> Inside(FleetView view, PracticeGroup group)
    {
        var all = new List<PracticeGroup> { group };
        for (var i = 0; i < all.Count; i++)
        {
            foreach (var id in all[i].GroupIds)
            {
                if (view.Index.Group(id) is { } inner && !all.Contains(inner)) all.Add(inner);
            }
        }
        return all;
    }

    private GraphAnswer With(GraphCall call, Func<FleetView, PracticeGroup, GraphAnswer> use) =>
        fleet.Read(view => view.Index.Group(call.Key("id")) is { } group ? use(view, group) : GraphErrors.NotFound(call, call.Key("id")));

    private static readonly FrozenDictionary<string, Func<PracticeGroup, object?>> _values = new Dictionary<string, Func<PracticeGroup, object?>>
    {
        ["id"] = g => g.Id,
        ["displayname"] = g => g.DisplayName,
        ["securityenabled"] = _ => true,
        ["mailenabled"] = _ => false,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static object? Value(PracticeGroup g, string name) => _values.TryGetValue(name, out var value) ? value(g) : null;
}
