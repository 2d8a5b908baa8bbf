using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tracking;

/// <summary>Which process tracks for the tenant: the others would only read the same again. Its fencing token is a condition of every recording.</summary>
internal sealed class TrackingHold(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string _name = tenant.TenantId + "/tracking";
    private readonly string _node = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):N}";
    private long _renewedAt;

    private long Token { get; set; }

    public async Task<bool> TakeOrRenewAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (Token != 0 && time.GetElapsedTime(_renewedAt) < RenewAfter)
                return true;
            var (now, stamp) = (time.GetUtcNow(), time.GetTimestamp());
            Token = await database.WriteAsync(async db =>
            {
                var lease = await db.Set<DispatchLease>().FirstOrDefaultAsync(l => l.Tenant == _name, stop);
                if (lease is null)
                    db.Add(lease = new DispatchLease { Tenant = _name, Node = _node, Token = 1 });
                else if (lease.Node != _node || lease.Token != Token)
                {
                    if (lease.ExpiresAt > now)
                        return 0;
                    (lease.Node, lease.Token) = (_node, lease.Token + 1);
                }

                lease.ExpiresAt = now + Duration;
                return lease.Token;
            }, stop);
            _renewedAt = stamp;
            return Token != 0;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Inside a recording's transaction.</summary>
    public Task<bool> IsOursAsync(ConsoleDbContext db, CancellationToken stop) =>
        db.Set<DispatchLease>().AsNoTracking().AnyAsync(l => l.Tenant == _name && l.Token == Token && l.Node == _node, stop);

    public Task ReleaseAsync() => Token == 0
        ? Task.CompletedTask
        : database.WriteAsync(db => db.Set<DispatchLease>().Where(l => l.Tenant == _name && l.Token == Token)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, time.GetUtcNow().AddSeconds(-1))), CancellationToken.None);
}
