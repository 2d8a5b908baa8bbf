using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Dispatch;

/// <summary>
/// This process's hold on the tenant's lease. Whether somebody else's lease is dead is judged by watching it stand still on our own monotonic clock: wall
/// clocks that jump or differ decide nothing (decision 0023).
/// </summary>
internal sealed class DispatchHold(ConsoleDatabase database, TenantIdentity tenant, SendBucket bucket, SendBudget budget, TimeProvider time)
{
    /// <summary>A lease that was not renewed for this long is dead.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(9);

    /// <summary>Renewed this often.</summary>
    public static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(2.5);

    /// <summary>A holder that could not renew for this long writes nothing more: what connects until then has left before the lease is dead.</summary>
    private static readonly TimeSpan WritesFor = TimeSpan.FromSeconds(6);

    private volatile Held? _held;
    private (long Token, long Beat, long Since)? _watched;

    /// <summary>Names this process in attempts and in the lease.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Fencing token while held; 0 otherwise.</summary>
    public long Token => _held?.Token ?? 0;

    /// <summary>
    /// Whether this very hold still stands. By our monotonic clock a process that was frozen finds out here, just before the socket write (design.md, Sending);
    /// by the wall clock one whose machine slept, when the monotonic clock may have slept too.
    /// </summary>
    public bool Holds(long token) =>
        _held is { } held && held.Token == token && time.GetElapsedTime(held.RenewedAt) < WritesFor && time.GetUtcNow() - held.RenewedAtUtc < WritesFor;

    /// <summary>Takes a lease that is free or dead, or renews ours.</summary>
    /// <returns><c>true</c> when it is ours now; a first hold has a new <see cref="Token"/>.</returns>
    public async Task<bool> TakeOrRenewAsync(CancellationToken stop)
    {
        if (_held is { } held && time.GetElapsedTime(held.RenewedAt) < RenewAfter)
            return true;
        var (stamp, now) = (time.GetTimestamp(), time.GetUtcNow());
        var token = await database.WriteAsync(db => TakeOrRenewAsync(db, now, stop), stop);
        _held = token == 0 ? null : new Held(token, stamp, now);
        return token != 0;
    }

    /// <summary>
    /// Inside the intent's transaction: is the lease still this hold's? Asked by a change of the row, so that on any database nobody else takes it before
    /// the transaction ends.
    /// </summary>
    public async Task<bool> IsOursAsync(ConsoleDbContext db, long token, CancellationToken stop) =>
        Holds(token) && await db.Set<DispatchLease>().Where(l => l.Tenant == tenant.TenantId && l.Token == token && l.Node == Node)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Node, Node), stop) == 1;

    /// <summary>Gives it up at an orderly stop, so that the next holder need not watch it die.</summary>
    public Task ReleaseAsync()
    {
        if (_held is not { } held)
            return Task.CompletedTask;
        _held = null;
        return database.WriteAsync(db => db.Set<DispatchLease>().Where(l => l.Tenant == tenant.TenantId && l.Token == held.Token)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Node, "")), CancellationToken.None);
    }

    private async Task<long> TakeOrRenewAsync(ConsoleDbContext db, DateTimeOffset now, CancellationToken stop)
    {
        var lease = await db.Set<DispatchLease>().FirstOrDefaultAsync(l => l.Tenant == tenant.TenantId, stop);
        if (lease is null)
            db.Add(lease = new DispatchLease { Tenant = tenant.TenantId, Node = Node, Token = 1 });
        else if (IsOurs(lease))
            lease.Node = Node; // Nobody had it in between, however long we slept.
        else if (IsAlive(lease))
            return 0;
        else
            (lease.Node, lease.Token) = (Node, lease.Token + 1);
        _watched = null;
        lease.Beat++;
        lease.RenewedAt = now;
        budget.Set(bucket.Left);
        (lease.PerMinute, lease.LeftIn20Seconds, lease.HeldUntil) = (bucket.Rate * 3, bucket.Left, bucket.HeldUntil);
        return lease.Token;
    }

    /// <summary>A process that was restarted under the same name (process ids repeat in containers) holds nothing: it knows no token.</summary>
    private bool IsOurs(DispatchLease lease) => _held is { } held && lease.Token == held.Token && lease.Node == Node;

    private bool IsAlive(DispatchLease lease)
    {
        if (lease.Node.Length == 0)
            return false;
        if (_watched is not { } watched || watched.Token != lease.Token || watched.Beat != lease.Beat)
        {
            _watched = (lease.Token, lease.Beat, time.GetTimestamp());
            return true;
        }

        return time.GetElapsedTime(watched.Since) < Duration;
    }

    private sealed record Held(long Token, long RenewedAt, DateTimeOffset RenewedAtUtc);
}
