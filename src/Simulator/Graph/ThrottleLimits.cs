namespace AutopilotReset.Simulator.Graph;

/// <summary>Documented limits (graph.md §9, limits.md), each for this application in this tenant. Settable, to play a tenant that others use as well.</summary>
public sealed class ThrottleLimits
{
    /// <summary>POST, PUT, PATCH, DELETE on Intune devices in any 20 s.</summary>
    public int IntuneWrites { get; set; } = 200;
    /// <summary>All requests on Intune devices in any 20 s.</summary>
    public int IntuneAny { get; set; } = 2000;
    /// <summary>Writes on Autopilot identities and auditing in any 20 s.</summary>
    public int EnrollmentWrites { get; set; } = 100;
    /// <summary>All requests on Autopilot identities and auditing in any 20 s.</summary>
    public int EnrollmentAny { get; set; } = 1000;
    /// <summary>Directory resource units in any 10 s (8000 for tenants above 500 users).</summary>
    public int DirectoryUnits { get; set; } = 8000;
    /// <summary>Directory writes in any 150 s.</summary>
    public int DirectoryWrites { get; set; } = 3000;
}
