using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tracking;

/// <summary>Which process tracks for the tenant: the others would only read the same again.</summary>
internal sealed class TrackingHold(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time) : LeaseHold(database, tenant, LeaseNames.Tracking, time)
{
    private readonly string _tenant = tenant.TenantId;

    /// <summary>
    /// Inside a recording's transaction: nobody has taken over since. Unlike a send, a look that took longer than the lease may be recorded as long as that
    /// holds; what it says is judged on the row as it is then.
    /// </summary>
    public async Task<bool> IsUnchallengedAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var token = Token;
        return token != 0 && await db.Set<Lease>().AnyAsync(l => l.Tenant == _tenant && l.Name == LeaseNames.Tracking && l.Token == token, stop);
    }
}
