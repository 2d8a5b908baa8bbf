namespace AutopilotReset.Simulator.Fleet;

/// <summary>A Windows Autopilot registration (graph.md §7).</summary>
public sealed class AutopilotIdentity
{
    public required string Id { get; set; }
    public required string SerialNumber { get; set; }
    public string GroupTag { get; set; } = "";
    public string Manufacturer { get; set; } = "";
    public string Model { get; set; } = "";
    public string EnrollmentState { get; set; } = "enrolled";
    public DateTimeOffset LastContactedDateTime { get; set; }
    public string? ManagedDeviceId { get; set; }
    public string? AzureActiveDirectoryDeviceId { get; set; }
    /// <summary>The user assigned in Autopilot, whom the next sign-in screen greets.</summary>
    public string? UserPrincipalName { get; set; }
    public string? AddressableUserName { get; set; }
    public string? DisplayName { get; set; }
    /// <summary>Beta deploymentProfileAssignmentStatus: assignedInSync, notAssigned, pending, …</summary>
    public string ProfileAssignmentStatus { get; set; } = "assignedUnkownSyncState";
    /// <summary>Beta deploymentProfile displayName; null where none is assigned.</summary>
    public string? ProfileName { get; set; } = "User-driven, Entra joined";
    /// <summary>True where the profile deploys the device itself, without a user (kiosk, signage, Teams Rooms).</summary>
    public bool SelfDeploying { get; set; }
}
