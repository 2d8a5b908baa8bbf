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

internal sealed class InventoryPartMapping : IEntityTypeConfiguration<InventoryPart>
{
    public void Configure(EntityTypeBuilder<InventoryPart> builder)
    {
        builder.ToTable("InventoryParts").HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
    }
}

internal sealed class InventoryColumnMapping : IEntityTypeConfiguration<InventoryColumn>
{
    public void Configure(EntityTypeBuilder<InventoryColumn> builder) =>
        builder.ToTable("InventoryColumns").HasKey(c => new { c.Run, c.Column });
}

internal sealed class InventoryGramMapping : IEntityTypeConfiguration<InventoryGram>
{
    public void Configure(EntityTypeBuilder<InventoryGram> builder)
    {
        builder.ToTable("InventoryGrams").HasKey(g => g.Id);
        builder.Property(g => g.Id).ValueGeneratedNever();
    }
}
