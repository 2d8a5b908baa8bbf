using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Who may send for a tenant. The token rises with every new holder; an intent carries it, and an old one commits nothing (design.md, Sending). Others judge
/// by their own monotonic clock whether the row still moves, never by its times (decision 0023).
/// </summary>
public sealed class DispatchLease
{
    public required string Tenant { get; init; }
    public long Token { get; set; }

    /// <summary>Empty when it was given up at an orderly stop.</summary>
    public required string Node { get; set; }

    /// <summary>Rises with every renewal: while it does, its holder lives.</summary>
    public long Beat { get; set; }

    /// <summary>For people; nothing is decided by it.</summary>
    public DateTimeOffset RenewedAt { get; set; }

    /// <summary>Sends a minute that the holder allows itself at present: less than configured while it yields to others.</summary>
    public double PerMinute { get; set; }

    /// <summary>Sends that the holder's budget had left in the current 20 seconds.</summary>
    public int LeftIn20Seconds { get; set; }

    /// <summary>Graph asked the tenant to wait until then; <c>null</c> when it did not.</summary>
    public DateTimeOffset? HeldUntil { get; set; }
}

internal sealed class DispatchLeaseMapping : IEntityTypeConfiguration<DispatchLease>
{
    public void Configure(EntityTypeBuilder<DispatchLease> builder)
    {
        builder.ToTable("DispatchLeases").HasKey(l => l.Tenant);
        builder.Property(l => l.Token).IsConcurrencyToken();
        builder.Property(l => l.Beat).IsConcurrencyToken();
    }
}
