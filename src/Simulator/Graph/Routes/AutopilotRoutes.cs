using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Graph.Json;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Autopilot identities (graph.md §7).</summary>
internal sealed class AutopilotRoutes(FleetStore fleet)
{
    private const string Set = "deviceManagement/windowsAutopilotDeviceIdentities";

    public IEnumerable<Route> All =>
    [
        Get("v1.0", "/" + Set, List), Get("beta", "/" + Set, List),
        Get("v1.0", "/" + Set + "/{id}", Single), Get("beta", "/" + Set + "/{id}", Single),
    ];

    private static Route Get(string version, string template, Func<GraphCall, GraphAnswer> handle) =>
        new("GET", version, template, GraphServiceKind.IntuneEnrollment, Scopes.ReadAutopilot, handle);

    private GraphAnswer List(GraphCall call) => fleet.Read(view =>
        GraphJson.Page(call, AutopilotShape.Shape, view.Devices, d => d.Autopilot is { } a && Serial(call, a) ? (true, a) : default,
            new PageRules(Set, DefaultTop: 1000, MaxTop: 1000, AlwaysCounts: true)));

    /// <summary>The only filter documented for this list: <c>contains(serialNumber,'…')</c>; anything else returns all.</summary>
    private static bool Serial(GraphCall call, AutopilotIdentity identity)
    {
        const string start = "contains(serialNumber,'";
        return call.Option("$filter") is not { } filter || !filter.StartsWith(start, StringComparison.OrdinalIgnoreCase) || !filter.EndsWith("')", StringComparison.Ordinal)
            || identity.SerialNumber.Contains(filter[start.Length..^2], StringComparison.OrdinalIgnoreCase);
    }

    private GraphAnswer Single(GraphCall call) => fleet.Read(view =>
    {
        var expand = call.Option("$expand");
        if (expand is not null && (!call.IsBeta || expand != "deploymentProfile"))
            return GraphErrors.Intune(call, 400, "BadRequest", $"Parsing OData Select and Expand failed: Could not find a property named '{expand}' on type '{AutopilotShape.Shape.Type}'.");
        return view.Index.ByAutopilotId(call.Key("id")) is { Autopilot: { } identity }
            ? GraphJson.One(call, expand is null ? AutopilotShape.Shape : AutopilotShape.WithProfile, identity, Set)
            : GraphErrors.NotFound(call, call.Key("id"));
    });
}
