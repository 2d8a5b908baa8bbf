using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Guards;

/// <summary>Who may look: everybody whom this console let in, of this tenant. Commands ask Entra anew (<see cref="CommandDesk"/>).</summary>
internal static class Viewers
{
    public static bool MayLook(Admin admin, TenantIdentity tenant) =>
        admin.Level >= AccessLevel.Auditor && string.Equals(admin.TenantId, tenant.TenantId, StringComparison.OrdinalIgnoreCase);
}
