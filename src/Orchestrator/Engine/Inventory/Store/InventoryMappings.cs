using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Inventory.Store;

internal sealed class InventoryReaderMapping : IEntityTypeConfiguration<InventoryReader>
{
    public void Configure(EntityTypeBuilder<InventoryReader> builder) =>
        builder.ToTable("InventoryReaders").HasKey(r => new { r.Tenant, r.Reader });
}

internal sealed class InventoryRunMapping : IEntityTypeConfiguration<InventoryRun>
{
    public void Configure(EntityTypeBuilder<InventoryRun> builder)
    {
        builder.ToTable("InventoryRuns").HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.Tenant, r.Reader, r.State });
    }
}

internal sealed class InventoryPageMapping : IEntityTypeConfiguration<InventoryPage>
{
    public void Configure(EntityTypeBuilder<InventoryPage> builder) =>
        builder.ToTable("InventoryPages").HasKey(p => new { p.Run, p.Source, p.Number });
}

/// <summary>One index per order that the page offers; each ends with the row id, so that equal values keep their place.</summary>
internal sealed class InventoryDeviceMapping : IEntityTypeConfiguration<InventoryDevice>
{
    public void Configure(EntityTypeBuilder<InventoryDevice> builder)
    {
        builder.ToTable("InventoryDevices").HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => new { d.Run, d.Key }).IsUnique();
        builder.HasIndex(d => new { d.Run, d.Search });
        builder.HasIndex(d => new { d.Run, d.Serial });
        builder.HasIndex(d => new { d.Run, d.Model });
        builder.HasIndex(d => new { d.Run, d.Os });
        builder.HasIndex(d => new { d.Run, d.User });
        builder.HasIndex(d => new { d.Run, d.CheckIn });
        builder.HasIndex(d => new { d.Run, d.EntraDeviceId });
    }
}

internal sealed class InventoryVerdictMapping : IEntityTypeConfiguration<InventoryVerdict>
{
    public void Configure(EntityTypeBuilder<InventoryVerdict> builder)
    {
        builder.ToTable("InventoryVerdicts").HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasIndex(v => new { v.Run, v.Flags });
        builder.HasIndex(v => v.ChangesAt).HasFilter("ChangesAt IS NOT NULL");
    }
}
