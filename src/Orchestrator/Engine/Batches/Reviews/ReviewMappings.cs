using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Batches.Reviews;

internal sealed class ReviewMapping : IEntityTypeConfiguration<ReviewRow>
{
    public void Configure(EntityTypeBuilder<ReviewRow> builder)
    {
        builder.ToTable("Reviews").HasKey(r => r.Id);
        builder.Property(r => r.Owner).AsJson();
        builder.Property(r => r.Problems).AsJson();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => r.FinishedAt);
        builder.HasIndex(r => r.CreatedAt);
    }
}

internal sealed class ReviewDeviceMapping : IEntityTypeConfiguration<ReviewDeviceRow>
{
    public void Configure(EntityTypeBuilder<ReviewDeviceRow> builder)
    {
        builder.ToTable("ReviewDevices").HasKey(d => new { d.ReviewId, d.Position });
        builder.Property(d => d.Facts).AsJson();
        builder.Property(d => d.Judgement).AsJson();
        builder.HasIndex(d => new { d.ReviewId, d.Key }).IsUnique();
        builder.Property(d => d.Standing).HasDefaultValue(BulkStandings.None).HasSentinel(int.MinValue);

        // All that a long review is counted, paged and hashed by, so that none of it touches the rows.
        builder.HasIndex(d => new { d.ReviewId, d.Standing, d.Reason, d.Position, d.Line });
        builder.Ignore(d => d.WillBeSent);
        builder.HasOne<ReviewRow>().WithMany().HasForeignKey(d => d.ReviewId).OnDelete(DeleteBehavior.Cascade);
    }
}
