using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Identity.Keys;

/// <summary>One data-protection key as XML, its secret part wrapped.</summary>
internal sealed class KeyRow
{
    public required string Name { get; init; }
    public required string Xml { get; init; }
}

internal sealed class KeyMapping : IEntityTypeConfiguration<KeyRow>
{
    public void Configure(EntityTypeBuilder<KeyRow> builder) => builder.ToTable("ProtectionKeys").HasKey(r => r.Name);
}
