namespace AutopilotReset.Shared.Console;

/// <summary>What somebody signed in may do here.</summary>
public enum AccessLevel { None = 0, Auditor = 1, Operator = 2 }

/// <summary>
/// Somebody signed in. Home ids find the token cache row, and differ from <paramref name="ObjectId"/>/<paramref name="TenantId"/> for a B2B guest (identity.md §5);
/// object and tenant id name the person in the audit.
/// </summary>
/// <param name="HomeObjectId"><c>uid</c>.</param>
/// <param name="HomeTenantId"><c>utid</c>.</param>
/// <param name="ObjectId"><c>oid</c> in this tenant.</param>
/// <param name="TenantId"><c>tid</c>, this tenant.</param>
/// <param name="Name">Display name.</param>
/// <param name="UserPrincipalName"><c>preferred_username</c>.</param>
/// <param name="Level">Level at the last check; every command checks again on the server.</param>
public sealed record Admin(string HomeObjectId, string HomeTenantId, string ObjectId, string TenantId, string Name, string UserPrincipalName, AccessLevel Level)
{
    /// <summary>When the person last showed Entra who they are (<c>auth_time</c>), which a session that is renewed silently does not change; <c>null</c>: Entra did not say.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Key of the person's token cache and session: <c>uid.utid</c>, lower-case.</summary>
    public string AccountId => $"{HomeObjectId}.{HomeTenantId}".ToLowerInvariant();
}
