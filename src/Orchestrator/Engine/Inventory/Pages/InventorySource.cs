using System.Text;
using AutopilotReset.Engine.Inventory.Records;
using static AutopilotReset.Engine.Inventory.Pages.PropertyKind;

namespace AutopilotReset.Engine.Inventory.Pages;

internal enum SourceKind { Intune = 0, Entra = 1, Autopilot = 2 }

/// <summary>
/// One of the three lists that make the inventory, with exactly the properties that the facts need. What the service does not filter is filtered here:
/// an unsupported <c>$filter</c> may be answered with everything (graph.md §9).
/// </summary>
/// <param name="Kind">Which list.</param>
/// <param name="Stage">What the status says while it is read.</param>
/// <param name="Path">Address below the cloud's Graph host, version included.</param>
/// <param name="Properties">What is kept.</param>
/// <param name="Windows">Keep only rows whose <c>operatingSystem</c> begins with "Windows".</param>
internal sealed record InventorySource(SourceKind Kind, string Stage, string Path, IReadOnlyList<Property> Properties, bool Windows)
{
    /// <summary>
    /// beta, since v1.0 lacks <c>joinType</c>, the edition and <c>autopilotEnrolled</c> (graph.md §3). Neither <c>$filter</c> by platform nor <c>$top</c> is documented here (§9):
    /// the default page is 1,000, the platform is checked on this side.
    /// </summary>
    public static InventorySource Intune { get; } = Create(SourceKind.Intune, "Intune devices", "beta/deviceManagement/managedDevices?$select=",
    [
        new("id", Field.Id, Id),
        new("deviceName", Field.Name, Text),
        new("serialNumber", Field.Serial, Text),
        new("azureADDeviceId", Field.EntraDeviceId, Id),
        new("manufacturer", Field.Manufacturer, Text),
        new("model", Field.Model, Text),
        new("operatingSystem", Field.OperatingSystem, Text),
        new("osVersion", Field.OsVersion, Text),
        new("skuFamily", Field.SkuFamily, Text),
        new("skuNumber", Field.SkuNumber, Number),
        new("joinType", Field.JoinType, Text),
        new("managementAgent", Field.ManagementAgent, Text),
        new("managementState", Field.ManagementState, Text),
        new("managedDeviceOwnerType", Field.OwnerType, Text),
        new("deviceEnrollmentType", Field.EnrollmentType, Text),
        new("enrollmentProfileName", Field.EnrollmentProfile, Text),
        new("autopilotEnrolled", Field.AutopilotEnrolled, Flag),
        new("partnerReportedThreatState", Field.ThreatState, Text),
        new("isEncrypted", Field.Encrypted, Flag),
        new("freeStorageSpaceInBytes", Field.FreeStorage, Number),
        new("lastSyncDateTime", Field.LastCheckIn, Time),
        new("enrolledDateTime", Field.Enrolled, Time),
        new("managementCertificateExpirationDate", Field.CertificateExpires, Time),
        new("userId", Field.UserId, Id),
        new("userPrincipalName", Field.UserPrincipalName, Text),
        new("userDisplayName", Field.UserDisplayName, Text),
        new("deviceActionResults", Field.Action, Actions),
    ], windows: true, select: true);

    /// <summary>v1.0. 999 a page by convention (graph.md §9). Not <c>eq 'Windows'</c>: servers call themselves "Windows Server …", and a managed one would seem to have no Entra object.</summary>
    public static InventorySource Entra { get; } = Create(SourceKind.Entra, "Entra devices", "v1.0/devices?$filter=startswith(operatingSystem,'Windows')&$top=999&$select=",
    [
        new("id", Field.Id, Id),
        new("deviceId", Field.DeviceId, Id),
        new("displayName", Field.Name, Text),
        new("trustType", Field.TrustType, Text),
        new("onPremisesSyncEnabled", Field.OnPremisesSync, Flag),
        new("accountEnabled", Field.AccountEnabled, Flag),
        new("isManaged", Field.IsManaged, Flag),
        new("mdmAppId", Field.MdmAppId, Text),
        new("profileType", Field.ProfileType, Text),
        new("operatingSystem", Field.OperatingSystem, Text),
        new("operatingSystemVersion", Field.OsVersion, Text),
        new("physicalIds", Field.PhysicalId, Hardware),
        new("approximateLastSignInDateTime", Field.LastSignIn, Time),
    ], windows: true, select: true);

    /// <summary>v1.0, whole objects: <c>$select</c> is not documented for identities (graph.md §7).</summary>
    public static InventorySource Autopilot { get; } = Create(SourceKind.Autopilot, "Autopilot identities", "v1.0/deviceManagement/windowsAutopilotDeviceIdentities",
    [
        new("id", Field.Id, Id),
        new("groupTag", Field.GroupTag, Text),
        new("serialNumber", Field.Serial, Text),
        new("manufacturer", Field.Manufacturer, Text),
        new("model", Field.Model, Text),
        new("enrollmentState", Field.EnrollmentState, Text),
        new("userPrincipalName", Field.UserPrincipalName, Text),
        new("azureActiveDirectoryDeviceId", Field.EntraDeviceId, Id),
        new("managedDeviceId", Field.ManagedDeviceId, Id),
        new("displayName", Field.Name, Text),
    ], windows: false, select: false);

    /// <summary>In the order in which they are read: rows of Intune are written while the others are still being downloaded.</summary>
    public static IReadOnlyList<InventorySource> All { get; } = [Intune, Entra, Autopilot];

    public Uri First(Uri graph) => new(graph, Path);

    private static InventorySource Create(SourceKind kind, string stage, string path, IReadOnlyList<Property> properties, bool windows, bool select)
    {
        var address = new StringBuilder(path);
        if (select)
            address.AppendJoin(',', properties.Select(p => p.Name));
        return new(kind, stage, address.ToString(), properties, windows);
    }
}
