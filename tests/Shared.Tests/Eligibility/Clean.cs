using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Tests.Shared.Eligibility;

/// <summary>A device that every rule likes, for a reset and for a wipe; tests change one thing of it.</summary>
internal static class Clean
{
    public const string ManagedId = "11111111-0000-4000-8000-000000000001";
    public const string EntraId = "22222222-0000-4000-8000-000000000002";

    public static DateTimeOffset Now { get; } = new(2026, 6, 12, 9, 0, 0, TimeSpan.Zero);

    public static Person Anna { get; } = new("aaaaaaaa-0000-4000-8000-00000000000a", "anna@contoso.example", "Anna");

    public static EntraObject Entra { get; } = new()
    {
        ObjectId = "33333333-0000-4000-8000-000000000003",
        DeviceId = EntraId,
        Name = "PC-0001",
        TrustType = "AzureAd",
        OnPremisesSyncEnabled = null,
        AccountEnabled = true,
        IsManaged = true,
        MdmAppId = "0000000a-0000-0000-c000-000000000000",
        ProfileType = "RegisteredDevice",
        OperatingSystem = "Windows",
        LastSignIn = Now.AddDays(-1),
    };

    /// <summary>Another Entra object that could be the same device.</summary>
    public static EntraObject Twin { get; } = Entra with { ObjectId = "44444444-0000-4000-8000-000000000004", DeviceId = "55555555-0000-4000-8000-000000000005" };

    public static AutopilotIdentity Autopilot { get; } = new()
    {
        Id = "66666666-0000-4000-8000-000000000006",
        Serial = "5CG1234ABC",
        ProfileAssignmentStatus = "assignedInSync",
        ProfileName = "Staff laptops",
        SelfDeploying = false,
    };

    public static DeviceFacts Device { get; } = new()
    {
        ManagedDeviceId = ManagedId,
        EntraDeviceId = EntraId,
        Name = "PC-0001",
        Serial = "5CG1234ABC",
        Manufacturer = "HP",
        Model = "EliteBook 840 G10",
        OperatingSystem = "Windows",
        OsVersion = "10.0.26100.4061",
        SkuFamily = "Enterprise",
        SkuNumber = 4,
        IntuneJoinType = "azureADJoined",
        ManagementAgent = "mdm",
        ManagementState = "managed",
        OwnerType = "company",
        DeviceEnrollmentType = "windowsAzureADJoin",
        EnrollmentProfileName = "Staff laptops",
        AutopilotRegistered = true,
        ThreatState = "secured",
        LastCheckIn = Now.AddHours(-3),
        EnrolledAt = Now.AddDays(-200),
        ManagementCertificateExpires = Now.AddDays(100),
        RecordedUser = Anna,
        Holders = new Holders([Anna], [Anna]),
        EntraObjects = [Entra],
        Autopilot = Autopilot,
        ReadAt = Now.AddMinutes(-1),
    };

    public static EligibilityContext Context { get; } = new() { Now = Now, Protected = new ProtectedDevices() };

    /// <summary>The device with its own Entra object changed.</summary>
    public static DeviceFacts WithEntra(Func<EntraObject, EntraObject> change) => Device with { EntraObjects = [change(Entra)] };

    /// <summary>The device with its Autopilot identity changed.</summary>
    public static DeviceFacts WithAutopilot(Func<AutopilotIdentity, AutopilotIdentity> change) => Device with { Autopilot = change(Autopilot) };

    public static IReadOnlySet<string> Set(params string[] values) => new HashSet<string>(values, StringComparer.OrdinalIgnoreCase);
}
