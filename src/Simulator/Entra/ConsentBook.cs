namespace AutopilotReset.Simulator.Entra;

/// <summary>Which delegated scopes were granted, to everybody by an administrator or to one person, and which the application has for itself.</summary>
public sealed class ConsentBook
{
    private static readonly string[] _known =
    [
        "openid", "profile", "offline_access", "email", "User.Read", "User.ReadBasic.All", "User.Read.All", "Device.Read.All",
        "DeviceManagementManagedDevices.Read.All", "DeviceManagementManagedDevices.ReadWrite.All", "DeviceManagementManagedDevices.PrivilegedOperations.All",
        "DeviceManagementServiceConfig.Read.All", "DeviceManagementServiceConfig.ReadWrite.All", "DeviceManagementConfiguration.Read.All",
        "DeviceManagementConfiguration.ReadWrite.All", "DeviceManagementApps.Read.All", "DeviceManagementRBAC.Read.All",
        "Group.Read.All", "GroupMember.Read.All", "GroupMember.ReadBasic.All", "Directory.Read.All", "Directory.AccessAsUser.All", "RoleManagement.Read.Directory",
    ];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _everybody = new(StringComparer.OrdinalIgnoreCase)
    {
        "openid", "profile", "offline_access", "email", "User.Read", "User.ReadBasic.All", "Device.Read.All", "DeviceManagementManagedDevices.Read.All",
        "DeviceManagementManagedDevices.PrivilegedOperations.All", "DeviceManagementServiceConfig.Read.All", "DeviceManagementApps.Read.All",
        "DeviceManagementConfiguration.Read.All", "Group.Read.All", "GroupMember.Read.All", "GroupMember.ReadBasic.All",
    };
    private readonly HashSet<(string Oid, string Scope)> _own = [];
    private readonly HashSet<string> _application = new(StringComparer.OrdinalIgnoreCase)
    {
        "Device.Read.All", "DeviceManagementManagedDevices.Read.All", "DeviceManagementServiceConfig.Read.All", "DeviceManagementApps.Read.All",
        "GroupMember.Read.All", "User.ReadBasic.All",
    };

    /// <summary>Application permissions, which application tokens carry as <c>roles</c>.</summary>
    public IReadOnlyList<string> Application
    {
        get
        {
            lock (_gate) return [.. _application.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Scopes granted to everybody.</summary>
    public IReadOnlyList<string> Everybody
    {
        get
        {
            lock (_gate) return [.. _everybody.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Whether such a scope exists at all.</summary>
    internal static bool IsKnown(string scope) => _known.Contains(scope, StringComparer.OrdinalIgnoreCase);

    /// <summary>The spelling Microsoft uses.</summary>
    internal static string Spelled(string scope) => _known.First(k => string.Equals(k, scope, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether this person may have a token with this scope.</summary>
    public bool Has(Persona persona, string scope)
    {
        ArgumentNullException.ThrowIfNull(persona);
        lock (_gate) return _everybody.Contains(scope) || _own.Contains((persona.ObjectId, Key(scope)));
    }

    /// <summary>Everything this person may have in a token, except the sign-in scopes.</summary>
    internal List<string> AllOf(Persona persona) =>
        [.. _known.Where(s => Has(persona, s) && s is not ("openid" or "profile" or "offline_access" or "email"))];

    /// <summary>Called after every change; the journal writes it down.</summary>
    internal Action? Changed { get; set; }

    /// <summary>Grants a scope to one person.</summary>
    public void Grant(Persona persona, string scope)
    {
        ArgumentNullException.ThrowIfNull(persona);
        lock (_gate) _own.Add((persona.ObjectId, Key(scope)));
        Changed?.Invoke();
    }

    /// <summary>Takes a scope back from everybody, whoever granted it.</summary>
    public void Withdraw(string scope)
    {
        lock (_gate)
        {
            _everybody.Remove(scope);
            _own.RemoveWhere(o => o.Scope == Key(scope));
        }
        Changed?.Invoke();
    }

    /// <summary>Grants a scope to everybody, as an administrator does.</summary>
    public void GrantToEverybody(string scope)
    {
        lock (_gate) _everybody.Add(scope);
        Changed?.Invoke();
    }

    /// <summary>Sets the application permissions.</summary>
    public void SetApplication(IEnumerable<string> permissions)
    {
        lock (_gate)
        {
            _application.Clear();
            _application.UnionWith(permissions);
        }
        Changed?.Invoke();
    }

    internal void Restore(IEnumerable<string> everybody, IEnumerable<string> application, IEnumerable<(string Oid, string Scope)> own)
    {
        lock (_gate)
        {
            _everybody.Clear();
            _everybody.UnionWith(everybody);
            _own.Clear();
            _own.UnionWith(own);
            _application.Clear();
            _application.UnionWith(application);
        }
    }

    internal IReadOnlyList<(string Oid, string Scope)> Own
    {
        get
        {
            lock (_gate) return [.. _own];
        }
    }

    private static string Key(string scope) => scope.ToUpperInvariant();
}
