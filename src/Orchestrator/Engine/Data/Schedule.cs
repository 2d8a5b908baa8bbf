using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>When which filter's matches are frozen into a draft, again and again. It sends nothing.</summary>
internal sealed class Schedule
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required string Name { get; set; }

    /// <summary>The name without its case: unique.</summary>
    public required string NameKey { get; set; }

    public required Guid FilterId { get; set; }

    /// <summary>As <see cref="FrozenRecurrence"/> writes it.</summary>
    public required string Recurrence { get; set; }

    /// <summary>Hours before an occurrence at which its draft is made.</summary>
    public required int HoursAhead { get; set; }

    /// <summary>The last day, by the zone's calendar, whose occurrence was dealt with.</summary>
    public required DateOnly DoneThrough { get; set; }

    /// <summary>The occurrence after that, as an instant: what is due is found by it, and computed anew before anything is made.</summary>
    public required DateTimeOffset NextAt { get; set; }

    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? PausedAt { get; set; }
    public string? PausedBecause { get; set; }
    public long Version { get; set; }
}

internal sealed class ScheduleMapping : IEntityTypeConfiguration<Schedule>
{
    public void Configure(EntityTypeBuilder<Schedule> builder)
    {
        builder.ToTable("Schedules").HasKey(s => s.Id);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => new { s.Tenant, s.NameKey }).IsUnique();
        builder.HasOne<StoredFilter>().WithMany().HasForeignKey(s => s.FilterId).OnDelete(DeleteBehavior.Restrict);
    }
}
