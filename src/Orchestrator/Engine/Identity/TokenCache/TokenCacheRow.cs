using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>One account's tokens, encrypted; its key is <c>uid.utid</c>, with <c>loan:ID:</c> before it for a copy lent to a batch.</summary>
internal sealed class TokenCacheRow
{
    public required string Key { get; init; }
    public required byte[] Value { get; set; }

    /// <summary>Last write; an orphaned loan is told by it.</summary>
    public required DateTimeOffset WrittenAt { get; set; }

    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>How far a read pushes <see cref="ExpiresAt"/>; <c>null</c>: not at all.</summary>
    public TimeSpan? Sliding { get; set; }
}

internal sealed class TokenCacheMapping : IEntityTypeConfiguration<TokenCacheRow>
{
    public void Configure(EntityTypeBuilder<TokenCacheRow> builder)
    {
        builder.ToTable("TokenCache").HasKey(r => r.Key);
        builder.HasIndex(r => r.ExpiresAt);
    }
}
