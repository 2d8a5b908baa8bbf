using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Identity;

/// <summary>Whom this database belongs to, written at first start.</summary>
internal sealed class DeploymentStamp
{
    /// <summary>One row.</summary>
    public const int TheOnlyId = 1;

    public int Id { get; init; } = TheOnlyId;
    public required Guid DeploymentId { get; init; }
    public required string TenantId { get; init; }
    public required string Cloud { get; init; }
    public required DateTimeOffset At { get; init; }
}

internal sealed class DeploymentStampMapping : IEntityTypeConfiguration<DeploymentStamp>
{
    public void Configure(EntityTypeBuilder<DeploymentStamp> builder)
    {
        builder.ToTable("DeploymentStamp").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
    }
}
