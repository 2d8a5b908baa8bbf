namespace AutopilotReset.Simulator.Entra;

/// <summary>Template ids of directory roles, the same in every tenant (graph.md §8).</summary>
public static class RoleIds
{
    /// <summary>Intune Service Administrator.</summary>
    public const string IntuneAdministrator = "3a2c62db-5318-420d-8d74-23affee5d9d5";
    /// <summary>Global Administrator.</summary>
    public const string GlobalAdministrator = "62e90394-69f5-4237-9190-012177145e10";
    /// <summary>Global Reader.</summary>
    public const string GlobalReader = "f2ef992c-3afb-46b9-b7cf-a126ee74c451";
    /// <summary>Helpdesk Administrator.</summary>
    public const string HelpdeskAdministrator = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
    /// <summary>What every member has and every wids claim of a member lists.</summary>
    public const string User = "b79fbf4d-3ef9-4689-8143-76b194e85509";

    internal static string NameOf(string id) => id switch
    {
        IntuneAdministrator => "Intune Administrator",
        GlobalAdministrator => "Global Administrator",
        GlobalReader => "Global Reader",
        HelpdeskAdministrator => "Helpdesk Administrator",
        _ => "Role " + id,
    };
}
