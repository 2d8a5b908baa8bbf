using AutopilotReset.Simulator.Graph.Routes;

namespace AutopilotReset.Simulator.Graph;

/// <summary>All routes. The first that matches answers.</summary>
internal sealed class RouteTable(ManagedDeviceRoutes managed, WipeRoute wipe, HolderRoutes holders, DeviceRoutes devices, GroupRoutes groups, PeopleRoutes people, AutopilotRoutes autopilot, AuditRoutes audit, ApprovalRoutes approvals)
{
    private readonly Route[] _routes =
    [
        .. managed.All, .. wipe.All, .. holders.All, .. devices.All, .. groups.All, .. people.All, .. autopilot.All, .. audit.All, .. approvals.All,
    ];

    public IReadOnlyList<Route> All => _routes;

    public Route? Find(GraphCall call)
    {
        foreach (var route in _routes)
        {
            call.Keys.Clear();
            if (route.Matches(call)) return route;
        }
        return null;
    }
}
