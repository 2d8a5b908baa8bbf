using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>Who may send for a tenant. The token rises with every new holder; an intent carries it, and an old one commits nothing (design.md, Sending).</summary>
public sealed class DispatchLease
{
    public required string Tenant { get; init; }
    public long Token { get; set; }
    public required string Node { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class DispatchLeaseMapping : IEntityTypeConfiguration<DispatchLease>
{
    public void Configure(EntityTypeBuilder<DispatchLease> builder)
    {
        builder.ToTable("DispatchLeases").HasKey(l => l.Tenant);
        builder.Property(l => l.Token).IsConcurrencyToken();
    }
}
