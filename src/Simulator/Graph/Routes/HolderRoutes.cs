using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph.Json;
using JsonShapes = AutopilotReset.Simulator.Graph.Json.Shapes;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>The primary user: read in v1.0, removed and set in beta only (graph.md §4).</summary>
internal sealed class HolderRoutes(FleetStore fleet)
{
    private const string Users = "/deviceManagement/managedDevices/{id}/users";

    public IEnumerable<Route> All =>
    [
        new("GET", "v1.0", Users, GraphServiceKind.IntuneDevices, Scopes.ReadManaged, Read),
        new("GET", "beta", Users, GraphServiceKind.IntuneDevices, Scopes.ReadManaged, Read),
        new("DELETE", "beta", Users + "/$ref", GraphServiceKind.IntuneDevices, Scopes.SetPrimaryUser, call => Change(call, _ => (true, null))),
        new("POST", "beta", Users + "/$ref", GraphServiceKind.IntuneDevices, Scopes.SetPrimaryUser, Set),
    ];

    private GraphAnswer Read(GraphCall call) => fleet.Read(view =>
    {
        if (view.Index.ByIntuneId(call.Key("id")) is not { Intune: { } record }) return GraphErrors.NotFound(call, call.Key("id"));
        IReadOnlyList<PracticeUser> users = view.FindUser(record.PrimaryUserId) is { } user ? [user] : [];
        return GraphJson.Page(call, JsonShapes.User, users, u => (true, u), new PageRules("users"));
    });

    private GraphAnswer Set(GraphCall call)
    {
        var link = call.Json() is { } body && body.TryGetProperty("@odata.id", out var id) ? id.GetString() : null;
        var userId = GraphPath.Segments(link is null ? "" : link.Split("://")[^1]).LastOrDefault();
        return Change(call, view => view.FindUser(userId) is { } user ? (true, user.Id) : (false, null));
    }

    private GraphAnswer Change(GraphCall call, Func<FleetView, (bool Known, string? UserId)> next)
    {
        GraphAnswer? answer = null;
        fleet.Change(view =>
        {
            var (known, userId) = next(view);
            if (!known)
            {
                answer = GraphErrors.Intune(call, 400, "BadRequest", "The user of the reference does not exist");
                return;
            }
            if (view.Index.ByIntuneId(call.Key("id")) is not { Intune: { } record } device)
            {
                answer = GraphErrors.NotFound(call, call.Key("id"));
                return;
            }
            record.PrimaryUserId = userId;
            record.UserId = userId;
            view.Touch(device);
            answer = GraphAnswer.NoContent;
        });
        return answer!;
    }
}
