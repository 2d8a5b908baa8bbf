using AutopilotReset.Simulator.Entra;

namespace AutopilotReset.Simulator.Graph.Routes;

/// <summary>Who may do what (graph.md §8).</summary>
internal static class Scopes
{
    private static readonly string[] _mayRead = [RoleIds.IntuneAdministrator, RoleIds.GlobalAdministrator, RoleIds.GlobalReader];
    private static readonly string[] _mayAct = [RoleIds.IntuneAdministrator, RoleIds.GlobalAdministrator];

    public static readonly Access ReadManaged = Intune(_mayRead,
        "DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All", "DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All");

    /// <summary>The file says ReadWrite.All suffices; the service demands this one (graph.md §8).</summary>
    public static readonly Access Wipe = Intune(_mayAct, "DeviceManagementManagedDevices.PrivilegedOperations.All");

    public static readonly Access SetPrimaryUser = Intune(_mayAct, "DeviceManagementManagedDevices.ReadWrite.All");

    public static readonly Access ReadAutopilot = Intune(_mayRead, "DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All");

    public static readonly Access ReadAudit = Intune(_mayRead, "DeviceManagementApps.Read.All", "DeviceManagementApps.ReadWrite.All");

    public static readonly Access ReadApprovals = Intune(_mayRead, "DeviceManagementConfiguration.Read.All", "DeviceManagementConfiguration.ReadWrite.All");

    public static readonly Access ReadDevices = Access.Read("Device.Read.All", "Directory.Read.All", "Directory.AccessAsUser.All");

    /// <summary>Delegated only, and with a role; which roles is unconfirmed.</summary>
    public static readonly Access RemoveOwner = new(["Directory.AccessAsUser.All"], [], _mayAct);

    public static readonly Access ReadGroups = Access.Read("GroupMember.ReadBasic.All", "GroupMember.Read.All", "Group.Read.All", "Directory.Read.All");

    public static readonly Access ReadSelf = new(["User.Read", "User.ReadBasic.All", "User.Read.All", "Directory.Read.All"], [], []);

    public static readonly Access ReadUsers = Access.Read("User.ReadBasic.All", "User.Read.All", "Directory.Read.All");

    private static Access Intune(string[] roles, params string[] scopes) => new(scopes, scopes, roles);
}
