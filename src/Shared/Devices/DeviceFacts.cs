namespace AutopilotReset.Shared.Devices;

/// <summary>
/// Everything we know about one device at one moment: what Intune, Entra and Autopilot said, joined. Immutable.
/// Graph ids are lower-case. Raw Graph strings are kept where the list of values is open (graph.md §2, §3).
/// <c>null</c> always means "not known", never "no".
/// </summary>
public sealed record DeviceFacts
{
    /// <summary>Intune record, <c>managedDevice.id</c>; <c>null</c> when Intune does not manage the device.</summary>
    public string? ManagedDeviceId { get; init; }

    /// <summary><c>managedDevice.azureADDeviceId</c> = Entra <c>device.deviceId</c> (not <c>device.id</c>; graph.md §3).</summary>
    public string? EntraDeviceId { get; init; }

    /// <summary>Display name as Intune has it, else Entra's, else the Autopilot identity's. May hold anything a person can type.</summary>
    public required string Name { get; init; }

    /// <summary>Serial number as reported; may be a placeholder (<see cref="Serials"/>).</summary>
    public string? Serial { get; init; }

    public string? Manufacturer { get; init; }
    public string? Model { get; init; }
    public string? OperatingSystem { get; init; }

    /// <summary>Version such as <c>10.0.26100.4061</c>.</summary>
    public string? OsVersion { get; init; }

    /// <summary>Edition family, beta <c>skuFamily</c> ("Pro", "Enterprise", "Home", "Education", "SE", …).</summary>
    public string? SkuFamily { get; init; }

    /// <summary>Windows product type number, beta <c>skuNumber</c>.</summary>
    public int? SkuNumber { get; init; }

    /// <summary>beta <c>managedDevice.joinType</c>; <c>null</c> when it could not be read.</summary>
    public string? IntuneJoinType { get; init; }

    /// <summary><c>managedDevice.managementAgent</c>, for example <c>mdm</c>.</summary>
    public string? ManagementAgent { get; init; }

    /// <summary><c>managedDevice.managementState</c>, for example <c>managed</c>, <c>wipePending</c>.</summary>
    public string? ManagementState { get; init; }

    /// <summary><c>managedDevice.managedDeviceOwnerType</c>: <c>company</c>, <c>personal</c>, <c>unknown</c>.</summary>
    public string? OwnerType { get; init; }

    public string? DeviceEnrollmentType { get; init; }
    public string? EnrollmentProfileName { get; init; }

    /// <summary>beta <c>autopilotEnrolled</c>, or an Autopilot identity was found.</summary>
    public bool? AutopilotRegistered { get; init; }

    public string? ThreatState { get; init; }
    public bool? IsEncrypted { get; init; }
    public long? FreeStorageBytes { get; init; }

    public DateTimeOffset? LastCheckIn { get; init; }
    public DateTimeOffset? EnrolledAt { get; init; }
    public DateTimeOffset? ManagementCertificateExpires { get; init; }

    /// <summary>User that Intune's record names. May be the *enrolling* user (graph.md §4); <see cref="Holders"/> decides.</summary>
    public Person? RecordedUser { get; init; }

    /// <summary>Primary user and Entra owner as read singly; <c>null</c> when they were not read.</summary>
    public Holders? Holders { get; init; }

    /// <summary>Action results. From a list page a hint, from a single read what counts (graph.md §2).</summary>
    public IReadOnlyList<ActionResult> ActionResults { get; init; } = [];

    /// <summary>Every Entra object that could be this device: same <c>deviceId</c>, a shared [ZTDID]/[HWID] or, if hybrid, the same name.</summary>
    public IReadOnlyList<EntraObject> EntraObjects { get; init; } = [];

    public AutopilotIdentity? Autopilot { get; init; }

    /// <summary>Other Intune records with the same serial.</summary>
    public IReadOnlyList<SerialTwin> SerialTwins { get; init; } = [];

    /// <summary>When these facts were read from Graph.</summary>
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>The one Entra object whose <c>deviceId</c> is this device's; <c>null</c> where there is none.</summary>
    public EntraObject? Entra
    {
        get
        {
            for (var i = 0; i < EntraObjects.Count; i++)
            {
                if (EntraDeviceId is null || string.Equals(EntraObjects[i].DeviceId, EntraDeviceId, StringComparison.OrdinalIgnoreCase))
                    return EntraObjects[i];
            }

            return null;
        }
    }
}

/// <summary>A user by Entra object id. Two people are the same person when their ids are equal.</summary>
public sealed record Person(string Id, string? UserPrincipalName = null, string? DisplayName = null)
{
    public bool IsSameAs(Person? other) => other is not null && string.Equals(Id, other.Id, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a page shows for this person.</summary>
    public string Label => UserPrincipalName ?? DisplayName ?? Id;
}

/// <summary>Primary user (Intune <c>managedDevices/{id}/users</c>) and Entra owner (<c>registeredOwners</c>); empty lists mean "read, and there is none".</summary>
public sealed record Holders(IReadOnlyList<Person> PrimaryUsers, IReadOnlyList<Person> Owners)
{
    public Person? PrimaryUser => PrimaryUsers.Count > 0 ? PrimaryUsers[0] : null;
    public Person? Owner => Owners.Count > 0 ? Owners[0] : null;
}

/// <summary>One entry of <c>deviceActionResults</c>. Graph gives no error code (graph.md §2).</summary>
/// <param name="Name">Raw <c>actionName</c>.</param>
/// <param name="State">Raw <c>actionState</c>: none, pending, canceled, active, done, failed, notSupported.</param>
/// <param name="StartedAt"><c>startDateTime</c>, UTC.</param>
/// <param name="UpdatedAt"><c>lastUpdatedDateTime</c>, UTC.</param>
public sealed record ActionResult(string Name, string State, DateTimeOffset? StartedAt, DateTimeOffset? UpdatedAt);

/// <summary>An Entra device object.</summary>
public sealed record EntraObject
{
    public required string ObjectId { get; init; }
    public required string DeviceId { get; init; }
    public required string Name { get; init; }

    /// <summary><c>AzureAd</c>, <c>ServerAd</c> (hybrid) or <c>Workplace</c> (registered); graph.md §3.</summary>
    public string? TrustType { get; init; }

    public bool? OnPremisesSyncEnabled { get; init; }
    public bool? AccountEnabled { get; init; }
    public bool? IsManaged { get; init; }
    public string? MdmAppId { get; init; }
    public string? ProfileType { get; init; }
    public string? OperatingSystem { get; init; }

    /// <summary>Such as <c>[ZTDID]:…</c> and <c>[HWID]:…</c>.</summary>
    public IReadOnlyList<string> PhysicalIds { get; init; } = [];

    /// <summary><c>approximateLastSignInDateTime</c>.</summary>
    public DateTimeOffset? LastSignIn { get; init; }
}

/// <summary>A Windows Autopilot identity.</summary>
public sealed record AutopilotIdentity
{
    public required string Id { get; init; }
    public string? Serial { get; init; }
    public string? GroupTag { get; init; }
    public string? AssignedUser { get; init; }
    public string? EnrollmentState { get; init; }

    /// <summary>beta <c>deploymentProfileAssignmentStatus</c>; <c>null</c> when not read.</summary>
    public string? ProfileAssignmentStatus { get; init; }

    /// <summary>Name of the deployment profile, where it could be read.</summary>
    public string? ProfileName { get; init; }

    /// <summary><c>true</c> for a self-deploying or pre-provisioned profile; <c>null</c> when unknown.</summary>
    public bool? SelfDeploying { get; init; }
}

/// <summary>Another Intune record that claims the same serial.</summary>
public sealed record SerialTwin(string ManagedDeviceId, string Name, DateTimeOffset? LastCheckIn);
