using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>A frozen choice: which devices, chosen by whom.</summary>
internal sealed class SelectionRow
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }

    /// <summary>Account id; nobody else sees it.</summary>
    public required string Owner { get; init; }

    public required string Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The schedule's draft that it was taken from.</summary>
    public Guid? DraftId { get; init; }

    public long Version { get; set; }
}

/// <summary>A device of a choice. Name and serial are kept in case that the inventory forgets it.</summary>
internal sealed class SelectedDevice
{
    public required Guid SelectionId { get; init; }
    public required int Position { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public string? Serial { get; init; }
}

/// <summary>A line that pointed at no device, or at several.</summary>
internal sealed class SelectionProblemRow
{
    public required Guid SelectionId { get; init; }
    public required int Position { get; init; }

    /// <summary>1-based; 0 where the choice had no lines.</summary>
    public required int Line { get; init; }

    public required string Text { get; init; }
    public required string Why { get; init; }

    /// <summary>Keys of the devices it could be, one a line.</summary>
    public string? Candidates { get; init; }
}

internal sealed class SelectionMapping : IEntityTypeConfiguration<SelectionRow>
{
    public void Configure(EntityTypeBuilder<SelectionRow> builder)
    {
        builder.ToTable("Selections").HasKey(s => s.Id);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => new { s.Tenant, s.CreatedAt });
    }
}

internal sealed class SelectedDeviceMapping : IEntityTypeConfiguration<SelectedDevice>
{
    public void Configure(EntityTypeBuilder<SelectedDevice> builder)
    {
        builder.ToTable("SelectedDevices").HasKey(d => new { d.SelectionId, d.Position });
        builder.HasOne<SelectionRow>().WithMany().HasForeignKey(d => d.SelectionId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SelectionProblemMapping : IEntityTypeConfiguration<SelectionProblemRow>
{
    public void Configure(EntityTypeBuilder<SelectionProblemRow> builder)
    {
        builder.ToTable("SelectionProblems").HasKey(p => new { p.SelectionId, p.Position });
        builder.HasOne<SelectionRow>().WithMany().HasForeignKey(p => p.SelectionId).OnDelete(DeleteBehavior.Cascade);
    }
}
