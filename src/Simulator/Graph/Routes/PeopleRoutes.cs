using System.Collections.Frozen;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph.Json;
using JsonShapes = AutopilotReset.Simulator.Graph.Json.Shapes;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Oneself, one's directory roles, and other people.</summary>
internal sealed class PeopleRoutes(FleetStore fleet)
{
    public IEnumerable<Route> All =>
    [
        new("GET", "v1.0", "/me", GraphServiceKind.Directory, Scopes.ReadSelf, Me),
        new("GET", "v1.0", "/me/transitiveMemberOf/microsoft.graph.directoryRole", GraphServiceKind.Directory, Scopes.ReadSelf, Roles) { Cost = 5 },
        new("GET", "v1.0", "/me/transitiveMemberOf/graph.directoryRole", GraphServiceKind.Directory, Scopes.ReadSelf, Roles) { Cost = 5 },
        new("GET", "v1.0", "/users", GraphServiceKind.Directory, Scopes.ReadUsers, List),
        new("GET", "v1.0", "/users/{id}", GraphServiceKind.Directory, Scopes.ReadUsers, Single),
    ];

    private GraphAnswer Me(GraphCall call) => One(call, call.Caller!.ObjectId!);

    private GraphAnswer Single(GraphCall call) => One(call, call.Key("id"));

    private GraphAnswer One(GraphCall call, string id) => fleet.Read(view =>
        view.FindUser(id) is { } user ? GraphJson.One(call, JsonShapes.User, user, "users") : GraphErrors.NotFound(call, id));

    private static GraphAnswer Roles(GraphCall call)
    {
        var persona = call.Caller!.Persona!;
        if (!persona.RolesReadable) return GraphErrors.Plain(call, 403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
        return GraphJson.Page(call, JsonShapes.DirectoryRole, persona.Roles, r => (true, r), new PageRules("directoryRoles"));
    }

    private GraphAnswer List(GraphCall call) => fleet.Read(view =>
    {
        ODataFilter.Parsed? filter = null;
        if (call.Option("$filter") is { Length: > 0 } text && (filter = ODataFilter.Parse(text)) is null)
            return GraphErrors.Plain(call, 400, "Request_UnsupportedQuery", "Unsupported or invalid query filter clause specified.");
        if (DirectorySearch.Refusal(call) is { } refusal) return refusal;
        var search = DirectorySearch.Text(call);
        return GraphJson.Page(call, JsonShapes.User, view.Users,
            u => ((filter?.Test(name => Value(u, name)) ?? true) && (search is null || u.DisplayName.Contains(search, StringComparison.OrdinalIgnoreCase)), u),
            new PageRules("users"));
    });

    private static readonly FrozenDictionary<string, Func<PracticeUser, object?>> _values = new Dictionary<string, Func<PracticeUser, object?>>
    {
        ["id"] = u => u.Id,
        ["displayname"] = u => u.DisplayName,
        ["userprincipalname"] = u => u.UserPrincipalName,
        ["mail"] = u => u.Mail,
        ["accountenabled"] = u => u.AccountEnabled,
        ["usertype"] = u => u.UserType,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static object? Value(PracticeUser u, string name) => _values.TryGetValue(name, out var value) ? value(u) : null;
}
