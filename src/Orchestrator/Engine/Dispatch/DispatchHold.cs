using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>This process's hold on the tenant's lease.</summary>
internal sealed class DispatchHold(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>A holder that did not renew for this long has lost it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(5);

    private long _renewedAt;

    /// <summary>Names this process in attempts and in the lease.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Fencing token while held; 0 otherwise.</summary>
    public long Token { get; private set; }

    /// <summary>By our own monotonic clock: a process that was frozen finds out here, just before the socket write (design.md, Sending).</summary>
    public bool StillOurs => Token != 0 && time.GetElapsedTime(_renewedAt) < Duration;

    /// <summary>Takes a free or expired lease, or renews ours.</summary>
    /// <returns><c>true</c> when it is ours now; a first hold has a new <see cref="Token"/>.</returns>
    public async Task<bool> TakeOrRenewAsync(CancellationToken stop)
    {
        if (Token != 0 && time.GetElapsedTime(_renewedAt) < RenewAfter)
            return true;
        var now = time.GetUtcNow();
        var stamp = time.GetTimestamp();
        Token = await database.WriteAsync(async db =>
        {
            var lease = await db.Set<DispatchLease>().FirstOrDefaultAsync(l => l.Tenant == tenant.TenantId, stop);
            if (lease is null)
                db.Add(lease = new DispatchLease { Tenant = tenant.TenantId, Node = Node, Token = 1 });
            else if (lease.Node == Node && lease.Token == Token && lease.ExpiresAt > now)
                _ = lease;
            else if (lease.ExpiresAt > now)
                return 0;
            else
                (lease.Node, lease.Token) = (Node, lease.Token + 1);
            lease.ExpiresAt = now + Duration;
            return lease.Token;
        }, stop);
        _renewedAt = stamp;
        return Token != 0;
    }

    /// <summary>Inside the intent's transaction: is the lease still ours?</summary>
    public async Task<bool> IsOursAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var lease = await db.Set<DispatchLease>().AsNoTracking().FirstOrDefaultAsync(l => l.Tenant == tenant.TenantId, stop);
        return Token != 0 && lease?.Token == Token && lease.ExpiresAt > time.GetUtcNow();
    }

    /// <summary>Gives it up at an orderly stop, so that the next holder need not wait for expiry.</summary>
    public Task ReleaseAsync() => Token == 0
        ? Task.CompletedTask
        : database.WriteAsync(db => db.Set<DispatchLease>().Where(l => l.Tenant == tenant.TenantId && l.Token == Token)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, time.GetUtcNow().AddSeconds(-1))), CancellationToken.None);
}
