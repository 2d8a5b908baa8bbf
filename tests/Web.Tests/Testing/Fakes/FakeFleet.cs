namespace AutopilotReset.Web.Tests.Testing.Fakes;

/// <summary>A fleet with every kind of row that the pages must show well, then ordinary laptops.</summary>
internal static class FakeFleet
{
    public const string HostileName = "<img src=x onerror=alert(1)>";
    public const string BidiName = "LAPTOP-\u202Efdp.exe";

    private static readonly string[] Models = ["Latitude 7450", "EliteBook 840 G11", "Surface Laptop 6", "ThinkPad T14 Gen 5"];
    private static readonly string[] Profiles = ["Staff, user-driven", "Classroom, self-deploying", "Loan pool"];

    public static Reason Hybrid { get; } = new("hybrid-joined", Verdict.Refused, "Entra hybrid joined (trustType ServerAd): Autopilot Reset does not support it.", Alternative.FullWipe);
    public static Reason Personal { get; } = new("personal-owner", Verdict.Refused, "Personal device (owner type personal).");
    public static Reason Stale { get; } = new("stale-check-in", Verdict.Release, "Last check-in 20 days ago: will be erased whenever it next appears.");
    public static Reason InUse { get; } = new("in-use", Verdict.Attention, "Checked in 12 minutes ago: somebody may be working on it.");
    public static Reason NotInIntune { get; } = new("not-in-intune", Verdict.Refused, "In Entra, not managed by Intune.", Alternative.EnrolInIntune);

    public static IReadOnlyList<DeviceRow> Rows(DateTimeOffset now, int count = 60)
    {
        var rows = new List<DeviceRow>(Special(now));
        for (var n = rows.Count; n < count; n++)
            rows.Add(Ordinary(n, now));
        return rows;
    }

    private static IEnumerable<DeviceRow> Special(DateTimeOffset now)
    {
        yield return Ordinary(0, now) with { Name = "LAPTOP-0142", Serial = "5CG4011XYZ", LastCheckIn = now.AddHours(-5) };
        yield return Ordinary(1, now) with { Name = "HYB-FIN-07", JoinType = "hybrid joined", Verdict = Verdict.Refused, Reasons = [Hybrid] };
        yield return Ordinary(2, now) with { Name = "BYOD-KAJA", OwnerType = "personal", Verdict = Verdict.Refused, Reasons = [Personal] };
        yield return Ordinary(3, now) with { Name = "DRAWER-33", LastCheckIn = now.AddDays(-12), ArmedSince = now.AddDays(-9), Verdict = Verdict.Attention, Reasons = [new("armed-before", Verdict.Attention, "An earlier order is still armed.")] };
        yield return Ordinary(4, now) with { Name = HostileName, Verdict = Verdict.Attention, Reasons = [InUse], LastCheckIn = now.AddMinutes(-12) };
        yield return Ordinary(5, now) with { Name = BidiName };
        yield return Ordinary(6, now) with { Name = "=HYPERLINK(\"http://x\",\"y\")", User = "=cmd|'/c calc'!A1" };
        yield return Ordinary(7, now) with { Name = "LT-SCHRANK-4", LastCheckIn = now.AddDays(-20), Verdict = Verdict.Release, Reasons = [Stale] };
        yield return Ordinary(8, now) with { Name = "POOL-PC-18", User = null, EnrollmentProfile = Profiles[1] };
        yield return Ordinary(9, now) with { Key = "e-7c1e0000-0000-4000-8000-000000000009", Name = "ENTRA-ONLY-2", Serial = null, ManagedBy = null, LastCheckIn = null, Autopilot = false, Encrypted = null, FreeStorageBytes = null, Verdict = Verdict.Refused, Reasons = [NotInIntune] };
        yield return Ordinary(10, now) with { Name = "GONE-0007", Missing = true };
        yield return Ordinary(11, now) with { Name = "WINRE-OFF-1", Verdict = Verdict.Attention, Reasons = [InUse, new("not-in-autopilot", Verdict.Attention, "Not registered in Autopilot.", Alternative.RegisterInAutopilot)], Autopilot = false };
    }

    private static DeviceRow Ordinary(int n, DateTimeOffset now) => new()
    {
        Key = Key(n),
        Name = $"LT-{n:00000}",
        Serial = $"5CG{40000 + n * 7}Q",
        Model = Models[n % Models.Length],
        OsVersion = n % 5 == 0 ? "10.0.22631.5335" : "10.0.26100.4061",
        JoinType = "Entra joined",
        OwnerType = "company",
        User = People.User(n).UserPrincipalName,
        LastCheckIn = now.AddMinutes(-70 - n % 9 * 193),
        Autopilot = true,
        GroupTag = n % 3 == 0 ? "STAFF" : "POOL",
        EnrollmentProfile = Profiles[n % 2 * 2],
        ManagedBy = "Intune",
        Encrypted = n % 11 != 0,
        FreeStorageBytes = (40L + n % 200) * 1_000_000_000,
        Verdict = Verdict.Ready,
        Reasons = [],
    };

    public static string Key(int n) => $"i-3f2c{n:x4}-0000-4000-8000-000000000000";

    public static DeviceDetail Detail(DeviceRow row, DateTimeOffset now, IReadOnlyList<RequestRow> requests) => new(
        row,
        Facts(row, now),
        new Judgement(row.Reasons),
        new Judgement(row.JoinType == "hybrid joined" ? [] : row.Reasons.Where(r => r.Code != Hybrid.Code).ToList()),
        requests);

    public static DeviceFacts Facts(DeviceRow row, DateTimeOffset now)
    {
        var user = row.User is null ? null : new Person("90000001-0000-4000-8000-000000000000", row.User);
        var managed = row.Key.StartsWith("i-", StringComparison.Ordinal);
        return new DeviceFacts
        {
            ManagedDeviceId = managed ? row.Key[2..] : null,
            EntraDeviceId = "7c1e0000-0000-4000-8000-0000000000aa",
            Name = row.Name,
            Serial = row.Serial,
            Manufacturer = "Contoso Hardware",
            Model = row.Model,
            OperatingSystem = "Windows",
            OsVersion = row.OsVersion,
            SkuFamily = "Enterprise",
            ManagementAgent = managed ? "mdm" : null,
            ManagementState = managed ? "managed" : null,
            OwnerType = row.OwnerType,
            EnrollmentProfileName = row.EnrollmentProfile,
            AutopilotRegistered = row.Autopilot,
            IsEncrypted = row.Encrypted,
            FreeStorageBytes = row.FreeStorageBytes,
            LastCheckIn = row.LastCheckIn,
            EnrolledAt = now.AddDays(-400),
            ManagementCertificateExpires = now.AddDays(200),
            RecordedUser = user,
            Holders = new Holders(user is null ? [] : [user], user is null ? [] : [user]),
            ActionResults = managed ? [new ActionResult("syncDevice", "done", now.AddDays(-2), now.AddDays(-2).AddMinutes(3))] : [],
            EntraObjects = [Entra(row, now)],
            Autopilot = row.Autopilot ? new AutopilotIdentity { Id = "ap-1", Serial = row.Serial, GroupTag = row.GroupTag, ProfileName = row.EnrollmentProfile, EnrollmentState = "enrolled" } : null,
            ReadAt = now.AddMinutes(-14),
        };
    }

    private static EntraObject Entra(DeviceRow row, DateTimeOffset now) => new()
    {
        ObjectId = "a1b20000-0000-4000-8000-000000000001",
        DeviceId = "7c1e0000-0000-4000-8000-0000000000aa",
        Name = row.Name,
        TrustType = row.JoinType == "hybrid joined" ? "ServerAd" : "AzureAd",
        OnPremisesSyncEnabled = row.JoinType == "hybrid joined",
        AccountEnabled = true,
        IsManaged = true,
        MdmAppId = "0000000a-0000-0000-c000-000000000000",
        PhysicalIds = ["[ZTDID]:8f0d2a44", "[HWID]:h:6825"],
        LastSignIn = now.AddHours(-6),
    };
}
