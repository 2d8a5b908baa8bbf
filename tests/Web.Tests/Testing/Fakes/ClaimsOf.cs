using System.Security.Claims;

namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal static class ClaimsOf
{
    /// <summary>The claims that sign-in gives a person.</summary>
    public static Claim[] For(Admin admin) =>
    [
        new("uid", admin.HomeObjectId), new("utid", admin.HomeTenantId), new("oid", admin.ObjectId), new("tid", admin.TenantId),
        new("name", admin.Name), new("preferred_username", admin.UserPrincipalName), new("console_level", admin.Level.ToString()),
    ];
}
