using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

internal sealed class BatchMapping : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("Batches").HasKey(b => b.Id);
        builder.Property(b => b.ConfirmedBy).AsJson();
        builder.Property(b => b.SendsAs).AsJson();
        builder.Property(b => b.ApprovedBy).AsJson();
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.HasIndex(b => b.ReviewId).IsUnique();
        builder.HasIndex(b => new { b.Tenant, b.State });
    }
}

internal sealed class DeviceRequestMapping : IEntityTypeConfiguration<DeviceRequest>
{
    public void Configure(EntityTypeBuilder<DeviceRequest> builder)
    {
        builder.ToTable("Requests").HasKey(r => r.Id);
        builder.Property(r => r.Confirmed).AsJson();
        builder.Property(r => r.ReleasedCodes).AsJson();
        builder.Property(r => r.Before).AsJson();
        builder.Property(r => r.Latest).AsJson();
        builder.Property(r => r.Findings).AsJson();
        builder.Property(r => r.SecondsToProof).UsePropertyAccessMode(PropertyAccessMode.Property);
        builder.Property(r => r.Version).IsConcurrencyToken();

        // One open request per device, by both of its ids (design.md, Keys): the columns are null once the request is terminal.
        builder.HasIndex(r => new { r.Tenant, r.OpenManagedDeviceId }).IsUnique();
        builder.HasIndex(r => new { r.Tenant, r.OpenEntraDeviceId }).IsUnique();
        builder.HasIndex(r => new { r.BatchId, r.Position }).IsUnique();
        builder.HasIndex(r => new { r.Tenant, r.State, r.NotBefore });
        builder.HasIndex(r => new { r.Tenant, r.State, r.NextLookAt });
        builder.HasIndex(r => new { r.Tenant, r.NextLookAt });
        builder.HasIndex(r => new { r.Tenant, r.MovedAt });
        builder.HasIndex(r => new { r.BatchId, r.NextLookAt });

        // Waves follow the positions, so that this order is also the order of sending.
        builder.HasIndex(r => new { r.BatchId, r.State, r.Wave, r.Position });
        builder.HasIndex(r => new { r.Tenant, r.State, r.ChangedAt });
        builder.HasIndex(r => new { r.Tenant, r.SecondsToProof, r.ProvenAt });
        builder.HasIndex(r => new { r.Tenant, r.ReadyFrom });
        builder.HasIndex(r => new { r.Tenant, r.ArmedSince });
        builder.HasIndex(r => new { r.Tenant, r.CountedAt });

        // Empty where no tenant asks for approval: it costs such a tenant's sends nothing.
        builder.HasIndex(r => new { r.Tenant, r.TenantApproval }).HasFilter("\"TenantApproval\" <> 0");

        // Only what is at work for a batch with a cap is in the first three, only such batches in the fourth, which tells by itself whose turn it is: all others cost nothing.
        builder.HasIndex(r => new { r.Tenant, r.SiteTag, r.AtWorkSince }).HasFilter("\"AtWorkSince\" IS NOT NULL");
        builder.HasIndex(r => new { r.Tenant, r.SiteName, r.AtWorkSince }).HasFilter("\"AtWorkSince\" IS NOT NULL");
        builder.HasIndex(r => new { r.Tenant, r.SiteGroup, r.AtWorkSince }).HasFilter("\"AtWorkSince\" IS NOT NULL AND \"SiteGroup\" IS NOT NULL");
        builder.HasIndex(r => new { r.BatchId, r.State, r.Wave, r.Position, r.SiteTag, r.SiteName, r.SiteGroup, r.NotBefore, r.Id }).HasFilter("\"SiteTag\" IS NOT NULL");
        builder.HasIndex(r => r.ManagedDeviceId);
        builder.HasIndex(r => r.EntraDeviceId);
        builder.HasOne<Batch>().WithMany().HasForeignKey(r => r.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SendAttemptMapping : IEntityTypeConfiguration<SendAttempt>
{
    public void Configure(EntityTypeBuilder<SendAttempt> builder)
    {
        builder.ToTable("Attempts").HasKey(a => a.Id);
        builder.Property(a => a.IntuneAudit).AsJson();
        builder.Property(a => a.TenantApproval).AsJson();
        builder.HasIndex(a => new { a.RequestId, a.Number }).IsUnique();
        builder.HasIndex(a => a.LiveRequestId).IsUnique();
        builder.HasIndex(a => new { a.Tenant, a.IntentAt });
        builder.HasOne<DeviceRequest>().WithMany().HasForeignKey(a => a.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries").HasKey(e => new { e.Tenant, e.Seq });
        builder.HasIndex(e => new { e.Tenant, e.At });
        builder.HasIndex(e => new { e.BatchId, e.Seq });
        builder.HasIndex(e => e.RequestId);
        builder.HasIndex(e => e.ManagedDeviceId);
        builder.HasIndex(e => e.EntraDeviceId);
    }
}

internal sealed class AuditHeadMapping : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("AuditHeads").HasKey(h => h.Tenant);
        builder.Property(h => h.Seq).IsConcurrencyToken();
    }
}
