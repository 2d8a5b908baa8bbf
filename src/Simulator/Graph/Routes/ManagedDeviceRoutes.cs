using System.Collections.Frozen;
using AutopilotReset.Simulator.Fleet;
using AutopilotReset.Simulator.Fleet.Behaviours;
using AutopilotReset.Simulator.Graph.Json;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Reading managedDevices, in v1.0 and beta.</summary>
internal sealed class ManagedDeviceRoutes(FleetStore fleet, GraphSettings settings)
{
    private const string Set = "deviceManagement/managedDevices";
    private const string OperatingSystem = "operatingSystem";

    /// <summary>The documented filters (graph.md §9) and two that are widely used.</summary>
    private static readonly FrozenDictionary<string, Func<ManagedItem, object?>> _values = new Dictionary<string, Func<ManagedItem, object?>>
    {
        ["lastSyncDateTime"] = i => FleetStore.LastSync(i.Device, i.View.Now),
        ["enrolledDateTime"] = i => i.Record.EnrolledDateTime,
        ["deviceCategoryDisplayName"] = _ => "Unassigned",
        ["jailBroken"] = _ => "Unknown",
        ["azureADDeviceId"] = i => i.Record.AzureADDeviceId,
        [OperatingSystem] = i => i.Record.OperatingSystem,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Route> All =>
    [
        Get("v1.0", "/deviceManagement/managedDevices", List),
        Get("beta", "/deviceManagement/managedDevices", List),
        Get("v1.0", "/deviceManagement/managedDevices/{id}", Single),
        Get("beta", "/deviceManagement/managedDevices/{id}", Single),
    ];

    private static Route Get(string version, string template, Func<GraphCall, GraphAnswer> handle) =>
        new("GET", version, template, GraphServiceKind.IntuneDevices, Scopes.ReadManaged, handle);

    private GraphAnswer List(GraphCall call) => fleet.Read(view =>
    {
        // Users found $skip answered by nothing: only the nextLink leads on (graph.md §9).
        if (call.Option("$skip") is { } skip && skip != "0") return GraphJson.Page(call, ManagedDeviceShape.Shape, (IReadOnlyList<PracticeDevice>)[], _ => default, Rules(call));
        var filter = Filter(call);
        var first = filter is { HasOr: true } && filter.Properties.Contains("azureADDeviceId");
        var found = false;
        return GraphJson.Page(call, ManagedDeviceShape.Shape, view.Devices, device =>
        {
            if (device.Intune is not { } record) return default;
            var item = new ManagedItem(device, record, view, HidesResults: !settings.ListsActionResults);
            if (filter is null) return (true, item);
            var yes = filter.Test(name => Value(item, name)) && !(first && found);
            found |= yes;
            return (yes, item);
        }, Rules(call) with { AlwaysCounts = !first });
    });

    private static PageRules Rules(GraphCall call) =>
        new(Set + (call.Option("$select") is { } select ? $"({select})" : ""), DefaultTop: 1000, MaxTop: 1000, AlwaysCounts: true);

    /// <summary>The filter, where Intune knows it. Anything else is passed over and everything comes back (graph.md §9).</summary>
    private ODataFilter.Parsed? Filter(GraphCall call)
    {
        if (call.Option("$filter") is not { Length: > 0 } text || ODataFilter.Parse(text) is not { } filter) return null;
        return filter.Properties.All(p => _values.ContainsKey(p) && (settings.HonoursOperatingSystemFilter || !p.Equals(OperatingSystem, StringComparison.OrdinalIgnoreCase))) ? filter : null;
    }

    private static object? Value(ManagedItem item, string name) => _values.TryGetValue(name, out var value) ? value(item) : null;

    private GraphAnswer Single(GraphCall call)
    {
        GraphAnswer? answer = null;
        fleet.Change(view =>
        {
            var device = view.Index.ByIntuneId(call.Key("id"));
            if (device is not null) SurpriseOnce(view, device);
            device = view.Index.ByIntuneId(call.Key("id"));
            answer = device?.Intune is { } record
                ? GraphJson.One(call, ManagedDeviceShape.Shape, new ManagedItem(device, record, view), Set)
                : GraphErrors.NotFound(call, call.Key("id"));
        });
        return answer!;
    }

    private static void SurpriseOnce(FleetView view, PracticeDevice device)
    {
        if (device.Surprised || AllBehaviours.Of(device).Surprise is not { } surprise) return;
        device.Surprised = true;
        surprise(view, device);
        view.Touch(device);
    }
}
