using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Inventory.Selections;

/// <summary>A frozen choice: which devices, chosen by whom, and which lines pointed at none.</summary>
internal sealed class SelectionRow
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }

    /// <summary>Account id; nobody else sees it.</summary>
    public required string Owner { get; init; }

    public required string Source { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required IReadOnlyList<SelectionProblem> Problems { get; init; }

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

internal sealed class SelectionMapping : IEntityTypeConfiguration<SelectionRow>
{
    public void Configure(EntityTypeBuilder<SelectionRow> builder)
    {
        builder.ToTable("Selections").HasKey(s => s.Id);
        builder.Property(s => s.Problems).AsJson();
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
