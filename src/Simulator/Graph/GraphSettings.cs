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

    /// <summary>Whether a policy of Intune's Multi Admin Approval covers wipes, resets included (graph.md §10).</summary>
    public bool WipeNeedsApproval { get; set; }

    /// <summary>Hours until a request for approval expires; documents differ between 3 and 30 days.</summary>
    public double ApprovalValidHours { get; set; } = 72;

    /// <summary>Whether its refusals carry 400, 412 and 409, as people saw who tried it, rather than the documented 403.</summary>
    public bool ApprovalStatusesAsObserved { get; set; }

    /// <summary>Whether the code is <c>requestId</c>, as a sample of Microsoft's has it, rather than <c>id</c>.</summary>
    public bool ApprovalCodeIsRequestId { get; set; }
}
