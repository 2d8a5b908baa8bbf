namespace AutopilotReset.Engine.Identity;

/// <summary>The delegated scopes this console asks for, the fewest that work (graph.md §8).</summary>
public static class GraphScopes
{
    /// <summary>Asked for at sign-in.</summary>
    public static IReadOnlyList<string> SignIn { get; } =
    [
        "User.Read",
        "DeviceManagementManagedDevices.Read.All",
        "DeviceManagementServiceConfig.Read.All",
        "Device.Read.All",
        "GroupMember.Read.All",
        "DeviceManagementManagedDevices.PrivilegedOperations.All",
    ];

    /// <summary>The wipe itself: the service demands this one, whatever the documents say (graph.md §8).</summary>
    public static IReadOnlyList<string> Send { get; } = ["DeviceManagementManagedDevices.PrivilegedOperations.All"];

    /// <summary>Reading as the admin.</summary>
    public static IReadOnlyList<string> Read { get; } =
        ["DeviceManagementManagedDevices.Read.All", "DeviceManagementServiceConfig.Read.All", "Device.Read.All", "GroupMember.Read.All"];

    /// <summary>Repair of the primary user; asked for when first needed.</summary>
    public static IReadOnlyList<string> RepairPrimaryUser { get; } = ["DeviceManagementManagedDevices.ReadWrite.All"];

    /// <summary>Setting a named primary user: the name has to be looked up first.</summary>
    public static IReadOnlyList<string> SetPrimaryUser { get; } = [.. RepairPrimaryUser, "User.ReadBasic.All"];

    /// <summary>Repair of the owner: delegated only (graph.md §8); asked for when first needed.</summary>
    public static IReadOnlyList<string> RepairOwner { get; } = ["Directory.AccessAsUser.All"];

    /// <summary>Requests of Intune's Multi Admin Approval; asked for when Intune first wants an approval.</summary>
    public static IReadOnlyList<string> TenantApprovals { get; } = ["DeviceManagementConfiguration.Read.All"];

    /// <summary>Intune's own audit, against which orders of unknown fate are held. Optional: without it a person decides with less in view.</summary>
    public static IReadOnlyList<string> IntuneAudit { get; } = ["DeviceManagementApps.Read.All"];
}
