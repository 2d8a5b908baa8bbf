namespace AutopilotReset.Engine.Inventory.Records;

/// <summary>
/// One property of a device as kept in a compact record. The numbers are stored: never renumber, only add
/// (a reader skips what it does not know).
/// </summary>
internal enum Field : byte
{
    None = 0,

    // Any source
    Id = 1,
    Name = 2,
    Serial = 3,

    // Intune managedDevice
    EntraDeviceId = 10,
    Manufacturer = 11,
    Model = 12,
    OperatingSystem = 13,
    OsVersion = 14,
    SkuFamily = 15,
    SkuNumber = 16,
    JoinType = 17,
    ManagementAgent = 18,
    ManagementState = 19,
    OwnerType = 20,
    EnrollmentType = 21,
    EnrollmentProfile = 22,
    AutopilotEnrolled = 23,
    ThreatState = 24,
    Encrypted = 25,
    FreeStorage = 26,
    LastCheckIn = 27,
    Enrolled = 28,
    CertificateExpires = 29,
    UserId = 30,
    UserPrincipalName = 31,
    UserDisplayName = 32,
    Action = 33,

    // Inside an action
    ActionName = 40,
    ActionState = 41,
    ActionStarted = 42,
    ActionUpdated = 43,

    // Entra device
    DeviceId = 50,
    TrustType = 51,
    OnPremisesSync = 52,
    AccountEnabled = 53,
    IsManaged = 54,
    MdmAppId = 55,
    ProfileType = 56,
    PhysicalId = 57,
    LastSignIn = 58,

    // Autopilot identity
    GroupTag = 60,
    EnrollmentState = 61,
    ManagedDeviceId = 62,

    // Joined: whole records inside a record
    EntraRecord = 80,
    AutopilotRecord = 81,
    TwinRecord = 82,
    MissingSince = 83,

    // A device kept from an earlier run
    KeptList = 84,
    KeptRecord = 85,

    /// <summary>One record of a part.</summary>
    Entry = 90,
}
