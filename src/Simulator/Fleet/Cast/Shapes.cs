namespace AutopilotReset.Simulator.Fleet.Cast;

/// <summary>Changes that make an orderly laptop into one of rules.md's rows.</summary>
internal static class Shapes
{
    public const string OtherMdm = "5f2b6c9e-1b7a-4c1e-9b52-6a8f0c2d7e11";

    public static void Hybrid(PracticeDevice d, DeviceMaker maker)
    {
        d.Behaviour = "not-supported";
        d.Intune!.JoinType = "hybridAzureADJoined";
        d.Intune.DeviceEnrollmentType = "windowsBulkAzureDomainJoin";
        d.Intune.EnrollmentProfileName = "User-driven, hybrid joined";
        d.Entra!.TrustType = "ServerAd";
        d.Entra.OnPremisesSyncEnabled = true;
        d.Entra.EnrollmentType = "OnPremiseCoManaged";
        if (d.Autopilot is { } autopilot) autopilot.ProfileName = "User-driven, hybrid joined";
        d.Entra.RegistrationDateTime = maker.Epoch.AddDays(-200);
    }

    public static void Personal(PracticeDevice d)
    {
        d.Intune!.ManagedDeviceOwnerType = "personal";
        d.Entra!.DeviceOwnership = "Personal";
        d.Intune.DeviceEnrollmentType = "userEnrollment";
        WithoutAutopilot(d);
    }

    public static void Registered(PracticeDevice d)
    {
        d.Intune!.JoinType = "azureADRegistered";
        d.Entra!.TrustType = "Workplace";
        WithoutAutopilot(d);
    }

    public static void Stale(PracticeDevice d, DeviceMaker maker, int days)
    {
        d.ChecksIn = false;
        d.Behaviour = "silent";
        d.Intune!.LastSyncDateTime = maker.Epoch.AddDays(-days).AddHours(-1);
        d.Entra!.ApproximateLastSignInDateTime = d.Intune.LastSyncDateTime;
    }

    public static void WithoutAutopilot(PracticeDevice d)
    {
        d.Autopilot = null;
        d.Intune!.AutopilotEnrolled = false;
        d.Intune.EnrollmentProfileName = null;
        d.Entra!.PhysicalIds.RemoveAll(p => p.StartsWith("[ZTDID]", StringComparison.Ordinal));
    }

    public static void Shared(PracticeDevice d)
    {
        d.Behaviour = "shared";
        d.Intune!.PrimaryUserId = null;
        d.Intune.UserId = null;
        d.Intune.DeviceEnrollmentType = "windowsBulkUserless";
        d.Entra!.OwnerId = null;
        d.Entra.RegisteredUserIds.Clear();
    }

    public static void SelfDeploying(PracticeDevice d, string profile, string groupTag)
    {
        Shared(d);
        d.Intune!.DeviceEnrollmentType = "windowsAzureADJoinUsingDeviceAuth";
        d.Intune.EnrollmentProfileName = profile;
        d.Autopilot!.ProfileName = profile;
        d.Autopilot.GroupTag = groupTag;
        d.Autopilot.SelfDeploying = true;
    }

    public static void Edition(PracticeDevice d, string? family, int number, string? build = null)
    {
        d.Intune!.SkuFamily = family;
        d.Intune.SkuNumber = number;
        if (build is null) return;
        d.Intune.OsVersion = build;
        d.Entra!.OperatingSystemVersion = build;
    }

    public static void Hardware(PracticeDevice d, string manufacturer, string model)
    {
        d.Intune!.Manufacturer = d.Entra!.Manufacturer = manufacturer;
        d.Intune.Model = d.Entra.Model = model;
        if (d.Autopilot is not { } autopilot) return;
        autopilot.Manufacturer = manufacturer;
        autopilot.Model = model;
    }

    public static void Named(PracticeDevice d, string name) => d.Intune!.DeviceName = d.Entra!.DisplayName = name;

    public static void Serial(PracticeDevice d, string serial)
    {
        d.Intune!.SerialNumber = serial;
        if (d.Autopilot is { } autopilot) autopilot.SerialNumber = serial;
    }

    public static void Holder(PracticeDevice d, PracticeUser user)
    {
        d.Intune!.PrimaryUserId = d.Intune.UserId = user.Id;
        d.Entra!.OwnerId = user.Id;
        d.Entra.RegisteredUserIds = [user.Id];
    }

    public static void OtherPlatform(PracticeDevice d, string system, string version, string manufacturer, string model)
    {
        WithoutAutopilot(d);
        Hardware(d, manufacturer, model);
        d.Intune!.OperatingSystem = d.Entra!.OperatingSystem = system;
        d.Intune.OsVersion = d.Entra.OperatingSystemVersion = version;
        d.Intune.JoinType = "azureADRegistered";
        d.Intune.SkuFamily = null;
        d.Intune.SkuNumber = 0;
        d.Entra.TrustType = "Workplace";
        d.Behaviour = "silent";
    }
}
