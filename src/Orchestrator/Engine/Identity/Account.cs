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

    /// <summary>
    /// Whether both are one person: the same at home, which a guest account elsewhere does not hide, or the same account of one tenant. Who cannot be told apart
    /// for want of an id counts as the same.
    /// </summary>
    public bool IsSamePersonAs(Account other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Same(HomeObjectId, other.HomeObjectId) && Same(HomeTenantId, other.HomeTenantId))
            || (Same(ObjectId, other.ObjectId) && Same(TenantId, other.TenantId));

        static bool Same(string? one, string? two) =>
            string.IsNullOrWhiteSpace(one) || string.IsNullOrWhiteSpace(two) || string.Equals(one.Trim(), two.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    public static Account Of(Admin admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        return new(admin.HomeObjectId, admin.HomeTenantId, admin.ObjectId, admin.TenantId, admin.Name, admin.UserPrincipalName);
    }
}
