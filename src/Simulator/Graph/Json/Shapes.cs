using AutopilotReset.Simulator.Entra;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Graph.Json;

/// <summary>The smaller types. Property names are those of the v1.0 schema; beta ones are marked.</summary>
internal static class Shapes
{
    private const string Directory = "microsoft.graph.";

    public static readonly JsonShape<EntraObject> Device = new(Directory + "device",
        Field.Text<EntraObject>("id", d => d.Id),
        Field.Flag<EntraObject>("accountEnabled", d => d.AccountEnabled),
        Field.Time<EntraObject>("approximateLastSignInDateTime", d => d.ApproximateLastSignInDateTime),
        Field.Text<EntraObject>("deviceId", d => d.DeviceId),
        Field.Text<EntraObject>("deviceOwnership", d => d.DeviceOwnership),
        Field.Text<EntraObject>("displayName", d => d.DisplayName),
        Field.Text<EntraObject>("enrollmentProfileName", d => d.EnrollmentProfileName),
        Field.Text<EntraObject>("enrollmentType", d => d.EnrollmentType),
        Field.Flag<EntraObject>("isCompliant", d => d.IsCompliant),
        Field.Flag<EntraObject>("isManaged", d => d.IsManaged),
        Field.Text<EntraObject>("managementType", d => d.ManagementType),
        Field.Text<EntraObject>("manufacturer", d => d.Manufacturer),
        Field.Text<EntraObject>("mdmAppId", d => d.MdmAppId),
        Field.Text<EntraObject>("model", d => d.Model),
        Field.Flag<EntraObject>("onPremisesSyncEnabled", d => d.OnPremisesSyncEnabled),
        Field.Text<EntraObject>("operatingSystem", d => d.OperatingSystem),
        Field.Text<EntraObject>("operatingSystemVersion", d => d.OperatingSystemVersion),
        Field.Texts<EntraObject>("physicalIds", d => d.PhysicalIds),
        Field.Text<EntraObject>("profileType", d => d.ProfileType),
        Field.Time<EntraObject>("registrationDateTime", d => d.RegistrationDateTime),
        Field.Text<EntraObject>("trustType", d => d.TrustType));

    public static readonly JsonShape<PracticeUser> User = new(Directory + "user",
        Field.Text<PracticeUser>("id", u => u.Id),
        Field.Text<PracticeUser>("displayName", u => u.DisplayName),
        Field.Text<PracticeUser>("userPrincipalName", u => u.UserPrincipalName),
        Field.Text<PracticeUser>("mail", u => u.Mail),
        Field.Text<PracticeUser>("jobTitle", u => u.JobTitle),
        Field.Text<PracticeUser>("department", u => u.Department),
        Field.Flag<PracticeUser>("accountEnabled", u => u.AccountEnabled),
        Field.Text<PracticeUser>("userType", u => u.UserType));

    public static readonly JsonShape<PracticeGroup> Group = new(Directory + "group",
        Field.Text<PracticeGroup>("id", g => g.Id),
        Field.Text<PracticeGroup>("displayName", g => g.DisplayName),
        Field.Text<PracticeGroup>("description", g => g.Description),
        Field.Flag<PracticeGroup>("securityEnabled", _ => true),
        Field.Flag<PracticeGroup>("mailEnabled", _ => false),
        Field.Texts<PracticeGroup>("groupTypes", _ => []));

    public static readonly JsonShape<string> DirectoryRole = new(Directory + "directoryRole",
        Field.Text<string>("id", r => Ids.For(0, "role", r)),
        Field.Text<string>("displayName", RoleIds.NameOf),
        Field.Text<string>("description", r => RoleIds.NameOf(r) + " of the practice tenant"),
        Field.Text<string>("roleTemplateId", r => r));
}
