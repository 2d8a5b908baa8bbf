namespace AutopilotReset.Simulator.Graph;

/// <summary>Where Graph's behaviour is unconfirmed or disputed, both ways can be had (graph.md).</summary>
public sealed class GraphSettings
{
    /// <summary>Whether managedDevices honours <c>operatingSystem eq 'Windows'</c>, which is widely used and undocumented; if not, everything comes back (graph.md §9).</summary>
    public bool HonoursOperatingSystemFilter { get; set; } = true;

    /// <summary>Whether list pages of managedDevices carry <c>deviceActionResults</c>; single reads always do (graph.md §2).</summary>
    public bool ListsActionResults { get; set; } = true;

    /// <summary>actionName of an Autopilot Reset; no capture is public (graph.md §2).</summary>
    public string ResetActionName { get; set; } = "automaticRedeployment";

    /// <summary>actionName of a full wipe.</summary>
    public string WipeActionName { get; set; } = "factoryReset";
}
