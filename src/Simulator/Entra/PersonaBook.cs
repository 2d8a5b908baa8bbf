using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Simulator.Entra;

/// <summary>The people who can sign in.</summary>
public sealed class PersonaBook
{
    /// <param name="furtherOperators">Intune Service Administrators beside the cast, called op1, op2 and so on.</param>
    internal PersonaBook(int seed, string tenantId, int furtherOperators = 0)
    {
        All =
        [
            Make(seed, tenantId, "ada", "Ada Lindgren", "Intune Service Administrator", RoleIds.IntuneAdministrator),
            Make(seed, tenantId, "bo", "Bo Andersson", "A second Intune Service Administrator", RoleIds.IntuneAdministrator),
            Guest(seed, "gus", "Gus Fremont", "Intune Service Administrator, a guest from another tenant", RoleIds.IntuneAdministrator),
            Make(seed, tenantId, "nora", "Nora Berg", "No role at all: is turned away"),
            Make(seed, tenantId, "audra", "Audra Stein", "Global Reader: may look, may not act", RoleIds.GlobalReader),
            Make(seed, tenantId, "wendy", "Wendy Oak", "Intune Service Administrator whose tokens carry no roles; Graph tells them", RoleIds.IntuneAdministrator),
            Make(seed, tenantId, "ravi", "Ravi Menon", "Intune Service Administrator whose roles nobody can read: is turned away", RoleIds.IntuneAdministrator),
            Make(seed, tenantId, "hal", "Hal Decker", "Helpdesk Administrator: is turned away", RoleIds.HelpdeskAdministrator),
            .. Enumerable.Range(1, furtherOperators).Select(n => Make(seed, tenantId, $"op{n}", $"Operator {n}", "One of many Intune Service Administrators", RoleIds.IntuneAdministrator)),
        ];
        this["wendy"].EmitsWids = false;
        this["ravi"].EmitsWids = false;
        this["ravi"].RolesReadable = false;
    }

    /// <summary>Everybody, in the order of the sign-in page.</summary>
    public IReadOnlyList<Persona> All { get; }

    /// <summary>The persona with this short name.</summary>
    /// <exception cref="KeyNotFoundException">Nobody is called that.</exception>
    public Persona this[string name] => Find(name) ?? throw new KeyNotFoundException($"No persona is called '{name}'.");

    /// <summary>The persona with this short name, user principal name or object id; null if none.</summary>
    public Persona? Find(string? name) => name is null ? null : All.FirstOrDefault(p =>
        string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(p.UserPrincipalName, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(p.ObjectId, name, StringComparison.OrdinalIgnoreCase));

    internal List<PracticeUser> AsUsers() => [.. All.Select(p => new PracticeUser
    {
        Id = p.ObjectId,
        DisplayName = p.DisplayName,
        UserPrincipalName = p.UserPrincipalName,
        Mail = p.UserPrincipalName.Contains("#EXT#", StringComparison.Ordinal) ? $"{p.Name}@partner.example" : p.UserPrincipalName,
        JobTitle = p.Description,
        Department = "IT",
        UserType = p.UserPrincipalName.Contains("#EXT#", StringComparison.Ordinal) ? "Guest" : "Member",
    })];

    private static Persona Make(int seed, string tenantId, string name, string displayName, string description, params string[] roles)
    {
        var id = Ids.For(seed, "persona", name);
        return new Persona
        {
            Name = name,
            DisplayName = displayName,
            Description = description,
            UserPrincipalName = $"{name}@{People.Domain}",
            ObjectId = id,
            HomeObjectId = id,
            HomeTenantId = tenantId,
            Roles = [.. roles],
        };
    }

    private static Persona Guest(int seed, string name, string displayName, string description, params string[] roles) => new()
    {
        Name = name,
        DisplayName = displayName,
        Description = description,
        UserPrincipalName = $"{name}_partner.example#EXT#@{People.Domain}",
        ObjectId = Ids.For(seed, "persona", name),
        HomeObjectId = Ids.For(seed, "persona-home", name),
        HomeTenantId = Ids.For(seed, "tenant", "partner.example"),
        Roles = [.. roles],
    };
}
