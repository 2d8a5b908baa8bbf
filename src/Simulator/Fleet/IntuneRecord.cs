namespace AutopilotReset.Simulator.Fleet;

/// <summary>What Intune holds about a device: the managedDevice of graph.md §2–§4, beta properties included.</summary>
public sealed class IntuneRecord
{
    /// <summary>managedDevice id, lower case.</summary>
    public required string Id { get; set; }
    public required string DeviceName { get; set; }
    public string SerialNumber { get; set; } = "";
    /// <summary>The Entra device's deviceId (not its object id); null or zeros where there is none.</summary>
    public string? AzureADDeviceId { get; set; }
    public bool AzureADRegistered { get; set; } = true;
    public string OperatingSystem { get; set; } = "Windows";
    public string OsVersion { get; set; } = "10.0.26100.4652";
    public string Manufacturer { get; set; } = "";
    public string Model { get; set; } = "";
    public string ManagedDeviceOwnerType { get; set; } = "company";
    public string ManagementAgent { get; set; } = "mdm";
    public string ManagementState { get; set; } = "managed";
    public string DeviceEnrollmentType { get; set; } = "windowsAzureADJoin";
    public string DeviceRegistrationState { get; set; } = "registered";
    public string ComplianceState { get; set; } = "compliant";
    public string PartnerReportedThreatState { get; set; } = "unknown";
    public string? EnrollmentProfileName { get; set; }
    public DateTimeOffset EnrolledDateTime { get; set; }
    /// <summary>Last check-in as stored; idle check-ins come on top (<see cref="FleetStore.LastSync"/>).</summary>
    public DateTimeOffset LastSyncDateTime { get; set; }
    public DateTimeOffset ManagementCertificateExpirationDate { get; set; }
    public bool IsEncrypted { get; set; } = true;
    public long TotalStorageSpaceInBytes { get; set; } = 255_000_000_000;
    public long FreeStorageSpaceInBytes { get; set; } = 120_000_000_000;
    public string? WiFiMacAddress { get; set; }
    public string? Notes { get; set; }
    /// <summary>The enrolling user, which may differ from the primary user (graph.md §4).</summary>
    public string? UserId { get; set; }
    /// <summary>The primary user behind <c>/users</c>; null is "no primary user".</summary>
    public string? PrimaryUserId { get; set; }
    /// <summary>Beta joinType: unknown, azureADJoined, azureADRegistered, hybridAzureADJoined (graph.md §3).</summary>
    public string JoinType { get; set; } = "azureADJoined";
    /// <summary>Beta skuFamily, such as Enterprise, Pro, Core, CloudEdition.</summary>
    public string? SkuFamily { get; set; } = "Enterprise";
    /// <summary>Beta skuNumber, the Windows product type number (4 Enterprise, 48 Pro, 101 Home).</summary>
    public int SkuNumber { get; set; } = 4;
    public bool AutopilotEnrolled { get; set; } = true;
    /// <summary>Beta usersLoggedOn: who signed in last; null where nobody did.</summary>
    public string? LoggedOnUserId { get; set; }
    public DateTimeOffset LoggedOnDateTime { get; set; }
    /// <summary>Remote actions, oldest first.</summary>
    public List<ActionResult> ActionResults { get; set; } = [];
}

/// <summary>One entry of deviceActionResults (graph.md §2): no error code exists there.</summary>
public sealed class ActionResult
{
    public required string ActionName { get; set; }
    /// <summary>none, pending, canceled, active, done, failed or notSupported.</summary>
    public required string ActionState { get; set; }
    public DateTimeOffset StartDateTime { get; set; }
    public DateTimeOffset LastUpdatedDateTime { get; set; }
    /// <summary>Our own mark that ties the entry to the accepted order; never leaves the tenant.</summary>
    public long Order { get; set; }
}
