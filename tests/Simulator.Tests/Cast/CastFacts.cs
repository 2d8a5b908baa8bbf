using AutopilotReset.Shared.Devices;
using AutopilotReset.Simulator.Fleet;
using SharedAction = AutopilotReset.Shared.Devices.ActionResult;
using SharedEntra = AutopilotReset.Shared.Devices.EntraObject;
using SharedIdentity = AutopilotReset.Shared.Devices.AutopilotIdentity;

namespace AutopilotReset.Tests.Simulator.Cast;

/// <summary>What the product would know of a practice device, read straight from the fleet.</summary>
internal static class CastFacts
{
    public static DeviceFacts Of(PracticeDevice d, FleetView view) => new()
    {
        ManagedDeviceId = d.Intune?.Id,
        EntraDeviceId = d.Intune?.AzureADDeviceId ?? d.Entra?.DeviceId,
        Name = d.Name,
        Serial = d.Intune?.SerialNumber ?? d.Autopilot?.SerialNumber,
        Manufacturer = d.Intune?.Manufacturer,
        Model = d.Intune?.Model,
        OperatingSystem = d.Intune?.OperatingSystem ?? d.Entra?.OperatingSystem,
        OsVersion = d.Intune?.OsVersion,
        SkuFamily = d.Intune?.SkuFamily,
        SkuNumber = d.Intune?.SkuNumber,
        IntuneJoinType = d.Intune?.JoinType,
        ManagementAgent = d.Intune?.ManagementAgent,
        ManagementState = d.Intune?.ManagementState,
        OwnerType = d.Intune?.ManagedDeviceOwnerType,
        DeviceEnrollmentType = d.Intune?.DeviceEnrollmentType,
        EnrollmentProfileName = d.Intune?.EnrollmentProfileName,
        AutopilotRegistered = d.Intune?.AutopilotEnrolled,
        ThreatState = d.Intune?.PartnerReportedThreatState,
        IsEncrypted = d.Intune?.IsEncrypted,
        LastCheckIn = d.Intune is null ? null : FleetStore.LastSync(d, view.Now),
        EnrolledAt = d.Intune?.EnrolledDateTime,
        ManagementCertificateExpires = d.Intune?.ManagementCertificateExpirationDate,
        Holders = new Holders(People(d.Intune?.PrimaryUserId), People(d.Entra?.OwnerId)),
        ActionResults = [.. d.Intune?.ActionResults.Select(r => new SharedAction(r.ActionName, r.ActionState, r.StartDateTime, r.LastUpdatedDateTime)) ?? []],
        EntraObjects = [.. view.Devices.Where(o => o.Entra is not null && IsAbout(o.Entra, d)).Select(o => Entra(o.Entra!))],
        Autopilot = d.Autopilot is { } a ? Identity(a) : null,
        SerialTwins = [.. view.Devices.Where(o => o != d && o.Intune is not null && o.Intune.SerialNumber == d.Intune?.SerialNumber).Select(o => new SerialTwin(o.Intune!.Id, o.Name, null))],
        ReadAt = view.Now,
    };

    private static IReadOnlyList<Person> People(string? id) => id is null ? [] : [new Person(id)];

    private static bool IsAbout(AutopilotReset.Simulator.Fleet.EntraObject entra, PracticeDevice d) =>
        entra.DeviceId == (d.Intune?.AzureADDeviceId ?? d.Entra?.DeviceId)
        || (d.Entra is not null && entra.PhysicalIds.Intersect(d.Entra.PhysicalIds).Any())
        || (entra.TrustType == "ServerAd" && entra.DisplayName == d.Name);

    private static SharedEntra Entra(AutopilotReset.Simulator.Fleet.EntraObject e) => new()
    {
        ObjectId = e.Id,
        DeviceId = e.DeviceId,
        Name = e.DisplayName,
        TrustType = e.TrustType,
        OnPremisesSyncEnabled = e.OnPremisesSyncEnabled,
        AccountEnabled = e.AccountEnabled,
        IsManaged = e.IsManaged,
        MdmAppId = e.MdmAppId,
        ProfileType = e.ProfileType,
        OperatingSystem = e.OperatingSystem,
        PhysicalIds = e.PhysicalIds,
        LastSignIn = e.ApproximateLastSignInDateTime,
    };

    private static SharedIdentity Identity(AutopilotReset.Simulator.Fleet.AutopilotIdentity a) => new()
    {
        Id = a.Id,
        Serial = a.SerialNumber,
        GroupTag = a.GroupTag,
        AssignedUser = a.UserPrincipalName,
        EnrollmentState = a.EnrollmentState,
        ProfileAssignmentStatus = a.ProfileAssignmentStatus,
        ProfileName = a.ProfileName,
        SelfDeploying = a.SelfDeploying,
    };
}
