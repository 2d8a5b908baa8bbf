using System.Text.Json.Serialization;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Identity;

/// <summary>
/// An admin as background work needs them: home ids find the token cache row (identity.md §5), object and tenant id name the person in the audit.
/// </summary>
public sealed record Account(string HomeObjectId, string HomeTenantId, string ObjectId, string TenantId, string Name, string UserPrincipalName)
{
    /// <summary>Key of the person's session: <c>uid.utid</c>, lower-case.</summary>
    public string Id => $"{HomeObjectId}.{HomeTenantId}".ToLowerInvariant();

    /// <summary>Key of the person's token cache row, in the letters Entra gave (identity.md §5).</summary>
    [JsonIgnore]
    public string CacheKey => $"{HomeObjectId}.{HomeTenantId}";

    public static Account Of(Admin admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return new(admin.HomeObjectId, admin.HomeTenantId, admin.ObjectId, admin.TenantId, admin.Name, admin.UserPrincipalName);
    }
}
