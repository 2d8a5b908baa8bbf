using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Schedules;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>One occurrence of a schedule and what became of it. The unique index on schedule and day is the judge between nodes: an occurrence is dealt with once.</summary>
internal sealed class ScheduleDraft
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required Guid ScheduleId { get; init; }

    /// <summary>The day of the occurrence by the zone's calendar.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The time of day by the zone's clocks.</summary>
    public required TimeOnly Time { get; init; }

    /// <summary>IANA name.</summary>
    public required string Zone { get; init; }

    /// <summary>The occurrence as it was computed when the draft was made.</summary>
    public required DateTimeOffset At { get; init; }

    public required DraftState State { get; set; }
    public string? Why { get; set; }

    /// <summary>Devices on its frozen list.</summary>
    public required int Devices { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The batch it became.</summary>
    public Guid? BatchId { get; set; }

    public long Version { get; set; }

    public PlannedStart Start => new(Zone, Day.ToDateTime(Time), At);
}

/// <summary>A device of a draft's frozen list. Name and serial are kept in case that the inventory forgets it.</summary>
internal sealed class DraftDevice
{
    public required Guid DraftId { get; init; }
    public required int Position { get; init; }
    public required string Key { get; init; }
    public required string Name { get; init; }
    public string? Serial { get; init; }
}

internal sealed class ScheduleDraftMapping : IEntityTypeConfiguration<ScheduleDraft>
{
    public void Configure(EntityTypeBuilder<ScheduleDraft> builder)
    {
        builder.ToTable("ScheduleDrafts").HasKey(d => d.Id);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.Ignore(d => d.Start);
        builder.HasIndex(d => new { d.ScheduleId, d.Day }).IsUnique();
        builder.HasIndex(d => new { d.Tenant, d.State, d.At });
        builder.HasOne<Schedule>().WithMany().HasForeignKey(d => d.ScheduleId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DraftDeviceMapping : IEntityTypeConfiguration<DraftDevice>
{
    public void Configure(EntityTypeBuilder<DraftDevice> builder)
    {
        builder.ToTable("ScheduleDraftDevices").HasKey(d => new { d.DraftId, d.Position });
        builder.HasOne<ScheduleDraft>().WithMany().HasForeignKey(d => d.DraftId).OnDelete(DeleteBehavior.Cascade);
    }
}
