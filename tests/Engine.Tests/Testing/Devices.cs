using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Devices that every rule likes, one per number; tests change what they are about.</summary>
internal static class Devices
{
    public static string ManagedId(int n) => $"aaaaaaaa-0000-4000-8000-{n:d12}";

    public static string EntraId(int n) => $"bbbbbbbb-0000-4000-8000-{n:d12}";

    public static string Key(int n) => $"i-{ManagedId(n)}";

    public static string Serial(int n) => $"5CG{n:d7}";

    public static DeviceFacts Clean(int n, DateTimeOffset now) => new()
    {
        ManagedDeviceId = ManagedId(n),
        EntraDeviceId = EntraId(n),
        Name = $"PC-{n:d4}",
        Serial = Serial(n),
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
        LastCheckIn = now.AddHours(-3),
        EnrolledAt = now.AddDays(-200),
        ManagementCertificateExpires = now.AddDays(100),
        RecordedUser = User(n),
        Holders = new Holders([User(n)], [User(n)]),
        EntraObjects = [Entra(n, now)],
        Autopilot = new AutopilotIdentity { Id = $"ap-{n}", Serial = Serial(n), ProfileAssignmentStatus = "assignedInSync", ProfileName = "Staff laptops", SelfDeploying = false },
        ReadAt = now,
    };

    public static DeviceFacts Hybrid(int n, DateTimeOffset now) => Clean(n, now) with
    {
        IntuneJoinType = "hybridAzureADJoined",
        EntraObjects = [Entra(n, now) with { TrustType = "ServerAd", OnPremisesSyncEnabled = true }],
    };

    /// <summary>Not seen for 20 days: refused unless a person releases it.</summary>
    public static DeviceFacts Stale(int n, DateTimeOffset now) => Clean(n, now) with { LastCheckIn = now.AddDays(-20) };

    public static EntraObject Entra(int n, DateTimeOffset now) => new()
    {
        ObjectId = $"cccccccc-0000-4000-8000-{n:d12}",
        DeviceId = EntraId(n),
        Name = $"PC-{n:d4}",
        TrustType = "AzureAd",
        AccountEnabled = true,
        IsManaged = true,
        MdmAppId = "0000000a-0000-0000-c000-000000000000",
        ProfileType = "RegisteredDevice",
        OperatingSystem = "Windows",
        LastSignIn = now.AddDays(-1),
    };

    public static Person User(int n) => new($"user-{n}", $"user{n}@contoso.example", $"User {n}");

    public static DeviceRow Row(DeviceFacts facts) => new()
    {
        Key = facts.ManagedDeviceId is { } id ? $"i-{id}" : $"e-{facts.EntraDeviceId}",
        Name = facts.Name,
        Serial = facts.Serial,
        JoinType = JoinTypes.Label(facts),
        Verdict = Verdict.Ready,
        Reasons = [],
    };
}
