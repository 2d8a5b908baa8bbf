using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// This process's hold on the right to send for the tenant. Each new hold is a term of its own (decision 0023): what was taken up under one leaves under no other.
/// </summary>
internal sealed class DispatchHold(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time) : LeaseHold(database, tenant, LeaseNames.Dispatch, time)
{
    /// <summary>Whether this very hold still stands, by our own clocks: asked just before the socket write.</summary>
    public bool Holds(long token) => token != 0 && Token == token && StillOurs;

    /// <summary>Inside the transaction of what only this very hold may do.</summary>
    public async Task<bool> IsOursAsync(ConsoleDbContext db, long token, CancellationToken stop) => Holds(token) && await IsOursAsync(db, stop) && Token == token;
}
