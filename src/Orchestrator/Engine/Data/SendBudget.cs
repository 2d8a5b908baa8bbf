using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Our own send budget as the pages show it; what the tenant has left cannot be read (design.md, Sending).</summary>
/// <param name="perMinute">Configured sends a minute.</param>
public sealed class SendBudget(int perMinute)
{
    private volatile int _left = perMinute;

    public int PerMinute { get; } = perMinute;

    /// <summary>Sends left in this minute, by what the last 20 seconds used; of this process, if it is the one that sends.</summary>
    public int LeftThisMinute => _left;

    internal void Set(int leftIn20Seconds) => _left = Math.Min(PerMinute, leftIn20Seconds * 3);

    /// <summary>As the process that sends last told it, whichever that is.</summary>
    public async Task<SendBudgetNow> ReadAsync(ConsoleDbContext db, string tenant, DateTimeOffset now, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(db);
        var lease = await db.Set<DispatchLease>().AsNoTracking().FirstOrDefaultAsync(l => l.Tenant == tenant, stop);
        return lease is null || lease.PerMinute <= 0
            ? new(PerMinute, PerMinute, null)
            : new((int)Math.Min(lease.PerMinute, PerMinute), Math.Min(PerMinute, lease.LeftIn20Seconds * 3), lease.HeldUntil > now ? lease.HeldUntil : null);
    }
}

/// <param name="PerMinute">Sends a minute that we allow ourselves at present: less than configured while we yield to others.</param>
/// <param name="LeftThisMinute">By what the last 20 seconds used.</param>
/// <param name="HeldUntil">Graph asked the tenant to wait until then; <c>null</c> when it did not.</param>
public sealed record SendBudgetNow(int PerMinute, int LeftThisMinute, DateTimeOffset? HeldUntil);
