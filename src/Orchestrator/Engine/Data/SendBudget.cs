using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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
        var told = await db.Set<SendPaceRow>().AsNoTracking().FirstOrDefaultAsync(p => p.Tenant == tenant, stop);
        return told is null
            ? new(PerMinute, PerMinute, null)
            : new(Math.Min(told.PerMinute, PerMinute), Math.Min(PerMinute, told.LeftIn20Seconds * 3), told.HeldUntil > now ? told.HeldUntil : null);
    }
}

/// <param name="PerMinute">Sends a minute that we allow ourselves at present: less than configured while we yield to others.</param>
/// <param name="LeftThisMinute">By what the last 20 seconds used.</param>
/// <param name="HeldUntil">Graph asked the tenant to wait until then; <c>null</c> when it did not.</param>
public sealed record SendBudgetNow(int PerMinute, int LeftThisMinute, DateTimeOffset? HeldUntil);

/// <summary>How fast the process that sends goes at present, for the pages of every process. Nothing is decided by it.</summary>
internal sealed class SendPaceRow
{
    public required string Tenant { get; init; }
    public int PerMinute { get; set; }
    public int LeftIn20Seconds { get; set; }
    public DateTimeOffset? HeldUntil { get; set; }
}

internal sealed class SendPaceMapping : IEntityTypeConfiguration<SendPaceRow>
{
    public void Configure(EntityTypeBuilder<SendPaceRow> builder) => builder.ToTable("SendPaces").HasKey(p => p.Tenant);
}
