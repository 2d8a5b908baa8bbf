using System.Globalization;

namespace AutopilotReset.Simulator.Fleet;

/// <summary>Makes a laptop with which everything is in order; whoever wants trouble changes it afterwards.</summary>
internal sealed class DeviceMaker(int seed, DateTimeOffset epoch)
{
    private static readonly (string Manufacturer, string Model, string Prefix)[] _models =
    [
        ("LENOVO", "ThinkPad T14 Gen 5", "PF"), ("Dell Inc.", "Latitude 5450", "D"), ("HP", "HP EliteBook 840 14 inch G11", "5CG"),
        ("Microsoft Corporation", "Surface Laptop 6 for Business", "0F"), ("LENOVO", "ThinkBook 14 G6", "MP"), ("Dell Inc.", "OptiPlex 7020", "J"),
    ];

    private static readonly string[] _builds = ["10.0.26100.4652", "10.0.26100.4770", "10.0.26200.6584", "10.0.22631.5624"];

    public int Seed => seed;

    /// <summary>When the fleet was made; ages count from here.</summary>
    public DateTimeOffset Epoch => epoch;

    public PracticeDevice Laptop(string key, int index, PracticeUser? user)
    {
        var random = Ids.RandomFor(seed, key);
        var (manufacturer, model, prefix) = _models[random.Next(_models.Length)];
        var serial = string.Create(CultureInfo.InvariantCulture, $"{prefix}{random.Next(0x1000000):X6}{index:X4}");
        var build = _builds[random.Next(_builds.Length)];
        var enrolled = epoch.AddDays(-30 - random.Next(700)).AddSeconds(-random.Next(86_400));
        var seen = epoch.AddMinutes(-90 - random.Next(330)).AddSeconds(-random.Next(60));
        var device = new PracticeDevice
        {
            Key = key,
            Index = index,
            Entra = Entra(key, key, build, enrolled, manufacturer, model, user),
            Autopilot = Autopilot(key, serial, manufacturer, model, seen),
        };
        device.Intune = Intune(key, key, serial, build, enrolled, seen, manufacturer, model, user, device.Entra.DeviceId, random);
        device.Autopilot.ManagedDeviceId = device.Intune.Id;
        device.Autopilot.AzureActiveDirectoryDeviceId = device.Entra.DeviceId;
        device.Entra.PhysicalIds.Insert(0, $"[ZTDID]:{device.Autopilot.Id}");
        return device;
    }

    public EntraObject Entra(string key, string name, string build, DateTimeOffset registered, string manufacturer, string model, PracticeUser? user)
    {
        var deviceId = Ids.For(seed, "entra-device", key);
        return new EntraObject
        {
            Id = Ids.For(seed, "entra-object", key),
            DeviceId = deviceId,
            DisplayName = name,
            OperatingSystemVersion = build,
            Manufacturer = manufacturer,
            Model = model,
            RegistrationDateTime = registered,
            ApproximateLastSignInDateTime = epoch.AddHours(-3),
            EnrollmentType = "AzureDomainJoined",
            PhysicalIds = [$"[GID]:g:{Number(key)}", $"[HWID]:h:{Number(key + "/hw")}"],
            OwnerId = user?.Id,
            RegisteredUserIds = user is null ? [] : [user.Id],
        };
    }

    private AutopilotIdentity Autopilot(string key, string serial, string manufacturer, string model, DateTimeOffset seen) => new()
    {
        Id = Ids.For(seed, "autopilot", key),
        SerialNumber = serial,
        Manufacturer = manufacturer,
        Model = model,
        GroupTag = "Laptops",
        LastContactedDateTime = seen,
    };

    private IntuneRecord Intune(
        string key, string name, string serial, string build, DateTimeOffset enrolled, DateTimeOffset seen,
        string manufacturer, string model, PracticeUser? user, string deviceId, Random random) => new()
        {
            Id = Ids.For(seed, "intune", key),
            DeviceName = name,
            SerialNumber = serial,
            AzureADDeviceId = deviceId,
            OsVersion = build,
            Manufacturer = manufacturer,
            Model = model,
            EnrolledDateTime = enrolled,
            LastSyncDateTime = seen,
            ManagementCertificateExpirationDate = epoch.AddDays(60 + random.Next(300)),
            EnrollmentProfileName = "User-driven, Entra joined",
            FreeStorageSpaceInBytes = 20_000_000_000 + random.NextInt64(200_000_000_000),
            WiFiMacAddress = random.NextInt64(0x1000000000000).ToString("X12", CultureInfo.InvariantCulture),
            UserId = user?.Id,
            PrimaryUserId = user?.Id,
            LoggedOnUserId = user?.Id,
            LoggedOnDateTime = seen,
        };

    private ulong Number(string key) => (ulong)Ids.RandomFor(seed, key).NextInt64(1_000_000_000_000, long.MaxValue);
}
