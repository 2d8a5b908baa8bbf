using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Guards;

/// <summary>Who may use this console.</summary>
public static class KnownAdmins
{
    /// <summary>Called at every sign-in, inside its transaction. <see cref="AccessLevel.None"/> ends the protection of the person's devices.</summary>
    public static async Task RememberAsync(ConsoleDbContext db, Account account, AccessLevel level, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(account);
        var tenant = account.TenantId.ToLowerInvariant();
        var id = account.ObjectId.ToLowerInvariant();
        var known = await db.Set<KnownAdmin>().AsTracking().FirstOrDefaultAsync(a => a.Tenant == tenant && a.ObjectId == id, stop);
        if (known is null)
            db.Add(known = new KnownAdmin { Tenant = tenant, ObjectId = id, Name = account.Name, UserPrincipalName = account.UserPrincipalName });
        known.Name = account.Name;
        known.UserPrincipalName = account.UserPrincipalName;
        known.Level = level;
        known.LastSeen = now;
    }
}
