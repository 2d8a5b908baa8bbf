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
        GraphJson.Page(call, AutopilotShape.Shape, Found(call, view), d => d.Autopilot is { } a ? (true, a) : default,
            new PageRules(Set, DefaultTop: 1000, MaxTop: 1000, AlwaysCounts: true)));

    /// <summary>The only filter documented for this list: <c>contains(serialNumber,'…')</c>; anything else returns all.</summary>
    private static IReadOnlyList<PracticeDevice> Found(GraphCall call, FleetView view)
    {
        const string start = "contains(serialNumber,'";
        if (call.Option("$filter") is not { } filter || !filter.StartsWith(start, StringComparison.OrdinalIgnoreCase) || !filter.EndsWith("')", StringComparison.Ordinal))
            return view.Devices;
        var part = filter[start.Length..^2];
        return [.. view.Index.ByAutopilotSerial(part).Where(d => d.Autopilot is { } a && a.SerialNumber.Contains(part, StringComparison.OrdinalIgnoreCase))];
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
