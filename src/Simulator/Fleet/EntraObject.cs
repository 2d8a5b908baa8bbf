namespace AutopilotReset.Simulator.Fleet;

/// <summary>A device object in Entra (graph.md §3).</summary>
public sealed class EntraObject
{
    /// <summary>Object id, which differs from <see cref="DeviceId"/>.</summary>
    public required string Id { get; set; }
    /// <summary>What managedDevice.azureADDeviceId points to.</summary>
    public required string DeviceId { get; set; }
    public required string DisplayName { get; set; }
    /// <summary>AzureAd, ServerAd, Workplace or null.</summary>
    public string? TrustType { get; set; } = "AzureAd";
    public bool AccountEnabled { get; set; } = true;
    public bool? OnPremisesSyncEnabled { get; set; }
    public bool? IsManaged { get; set; } = true;
    public bool? IsCompliant { get; set; } = true;
    public string OperatingSystem { get; set; } = "Windows";
    public string OperatingSystemVersion { get; set; } = "10.0.26100.4652";
    public string? ManagementType { get; set; } = "MDM";
    public string? MdmAppId { get; set; } = "0000000a-0000-0000-c000-000000000000";
    public string? EnrollmentType { get; set; }
    public string? EnrollmentProfileName { get; set; }
    public string? ProfileType { get; set; } = "RegisteredDevice";
    public string? DeviceOwnership { get; set; } = "Company";
    public string? Manufacturer { get; set; }
    public string? Model { get; set; }
    public List<string> PhysicalIds { get; set; } = [];
    public DateTimeOffset? ApproximateLastSignInDateTime { get; set; }
    public DateTimeOffset RegistrationDateTime { get; set; }
    /// <summary>The registered owner's user id; only one exists at present (graph.md §4).</summary>
    public string? OwnerId { get; set; }
    public List<string> RegisteredUserIds { get; set; } = [];
}
