using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data.Leases;

/// <summary>
/// This process's hold on one lease. Takes it when it is free, or when its beat stood still for <see cref="Duration"/> by our own monotonic clock: no wall
/// clock, ours or another node's, can give it away or steal it (decision 0020).
/// </summary>
public class LeaseHold(ConsoleDatabase database, TenantIdentity tenant, string name, TimeProvider time) : IDisposable
{
    /// <summary>A holder that did not renew for this long has lost it. Short, so that another node works again within 30 s, a new sender's wait of 20 s included.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);

    /// <summary>How often a holder renews and others look.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(1.25);

    /// <summary>Looks at a beat that stands still, at least: one that was itself frozen between two looks knows nothing of the time in between.</summary>
    private const int Looks = 3;

    private readonly SemaphoreSlim _one = new(1, 1);
    private Renewed _renewed = new(0, 0, default);
    private Seen? _seen;

    /// <summary>Names this process in leases and attempts.</summary>
    public string Node { get; } = $"{Environment.MachineName}/{Environment.ProcessId}";

    /// <summary>Fencing token while held; 0 otherwise.</summary>
    public long Token => Volatile.Read(ref _renewed).Token;

    /// <summary>
    /// By our own clocks: a process that was frozen finds out here, just before the socket write (design.md, Sending). The wall clock counts too, since the
    /// monotonic one may stand still while a machine sleeps; a jump of it only costs a renewal.
    /// </summary>
    public bool StillOurs
    {
        get
        {
            var renewed = Volatile.Read(ref _renewed);
            var wall = time.GetUtcNow() - renewed.Wall;
            return renewed.Token != 0 && time.GetElapsedTime(renewed.Stamp) < Duration && wall >= -Duration && wall < Duration;
        }
    }

    /// <summary>Takes a lease that is free or whose holder is gone, or renews ours.</summary>
    /// <returns><c>true</c> when it is ours now; a first hold has a new <see cref="Token"/>.</returns>
    public async Task<bool> TakeOrRenewAsync(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            if (StillOurs && time.GetElapsedTime(_renewed.Stamp) < Beat)
                return true;
            return await RenewAsync(stop) || await TakeAsync(stop);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Inside the transaction of what only the holder may do: taking over is a transaction of the same kind, so the answer holds until the commit.</summary>
    public async Task<bool> IsOursAsync(ConsoleDbContext db, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var token = Token;
        return token != 0 && StillOurs && await Row(db).AsNoTracking().AnyAsync(l => l.Token == token, stop);
    }

    /// <summary>Gives it back at an orderly stop, so that the next holder need not wait.</summary>
    public async Task ReleaseAsync()
    {
        await _one.WaitAsync(CancellationToken.None);
        try
        {
            if (Token is not 0 and var token)
                await database.WriteAsideAsync(db => Row(db).Where(l => l.Token == token).ExecuteUpdateAsync(l => l.SetProperty(x => x.Node, ""), CancellationToken.None), CancellationToken.None);
            Forget();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _one.Dispose();
    }

    private async Task<bool> RenewAsync(CancellationToken stop)
    {
        if (Token is not (not 0 and var token))
            return false;

        // The stamps are taken before the write: what we believe ends before what others wait for.
        var (stamp, wall) = (time.GetTimestamp(), time.GetUtcNow());
        var rows = await database.WriteAsideAsync(db => Row(db).Where(l => l.Token == token && l.Node != "")
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Beat, x => x.Beat + 1).SetProperty(x => x.BeatAt, wall), stop), stop);
        if (rows == 0)
            Forget();
        else
            Volatile.Write(ref _renewed, new Renewed(token, stamp, wall));
        return rows > 0;
    }

    private async Task<bool> TakeAsync(CancellationToken stop)
    {
        var (stamp, wall) = (time.GetTimestamp(), time.GetUtcNow());
        var found = await database.ReadAsync(db => Row(db).FirstOrDefaultAsync(l => true, stop));
        if (!MayTake(found, stamp))
            return false;
        var token = await database.WriteAsync(async db =>
        {
            var lease = await Row(db).AsTracking().FirstOrDefaultAsync(l => true, stop);
            if (lease?.Token != found?.Token || lease?.Beat != found?.Beat)
                return 0;
            if (lease is null)
                db.Add(lease = new Lease { Tenant = tenant.TenantId, Name = name, Node = Node });
            (lease.Node, lease.Token, lease.Beat, lease.BeatAt) = (Node, lease.Token + 1, lease.Beat + 1, wall);
            return lease.Token;
        }, stop);
        _seen = null;
        if (token != 0)
            Volatile.Write(ref _renewed, new Renewed(token, stamp, wall));
        return token != 0;
    }

    /// <summary>Free, or the same beat at several looks over the whole duration.</summary>
    private bool MayTake(Lease? found, long stamp)
    {
        if (found is null or { Node: "" })
            return true;
        if (_seen is not { } seen || seen.Token != found.Token || seen.Beat != found.Beat)
        {
            _seen = new Seen(found.Token, found.Beat, stamp, 1);
            return false;
        }

        _seen = seen with { Looks = seen.Looks + 1 };
        return _seen.Looks >= Looks && time.GetElapsedTime(seen.Since, stamp) >= Duration;
    }

    private void Forget()
    {
        Volatile.Write(ref _renewed, new Renewed(0, 0, default));
        _seen = null;
    }

    private IQueryable<Lease> Row(ConsoleDbContext db) => db.Set<Lease>().Where(l => l.Tenant == tenant.TenantId && l.Name == name);

    private sealed record Renewed(long Token, long Stamp, DateTimeOffset Wall);

    private sealed record Seen(long Token, long Beat, long Since, int Looks);
}
