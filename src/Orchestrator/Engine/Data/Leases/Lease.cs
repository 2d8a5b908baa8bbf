using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data.Leases;

/// <summary>
/// Which node does a piece of work for a tenant. The token rises with every new holder; what is committed under an old one is refused (design.md, Sending).
/// Nothing here is compared with a clock of another machine: a holder lives as long as its beat moves.
/// </summary>
public sealed class Lease
{
    public required string Tenant { get; init; }

    /// <summary>Of the work: see <see cref="LeaseNames"/>.</summary>
    public required string Name { get; init; }

    public long Token { get; set; }

    /// <summary>Rises with every renewal.</summary>
    public long Beat { get; set; }

    /// <summary>Holder, for people; empty once it was given back.</summary>
    public required string Node { get; set; }

    /// <summary>Last renewal by the holder's clock, for people only.</summary>
    public DateTimeOffset BeatAt { get; set; }
}

/// <summary>Names are stored; never rename one.</summary>
public static class LeaseNames
{
    public const string Dispatch = "dispatch";
    public const string Tracking = "tracking";

    public static string Inventory(string reader) => $"inventory:{reader}";

    public static string Verdicts(string reader) => $"verdicts:{reader}";

    public static string Review(Guid review) => $"review:{review:N}";
}

internal sealed class LeaseMapping : IEntityTypeConfiguration<Lease>
{
    public void Configure(EntityTypeBuilder<Lease> builder)
    {
        builder.ToTable("Leases").HasKey(l => new { l.Tenant, l.Name });
        builder.Property(l => l.Token).IsConcurrencyToken();
    }
}
