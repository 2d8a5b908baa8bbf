using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Notifications;

internal enum DeliveryState
{
    Waiting = 0,
    Delivered = 1,

    /// <summary>Tried for a day.</summary>
    GivenUp = 2,
}

/// <summary>One message for one channel. Claimed by one node at a time: a claim that ran out is anybody's.</summary>
internal sealed class Delivery
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required string Channel { get; init; }
    public required NoticeKind Kind { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public Guid? BatchId { get; init; }

    /// <summary>Notices that went into it.</summary>
    public required int Count { get; init; }

    public required DateTimeOffset At { get; init; }
    public DeliveryState State { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset NextTryAt { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? DeliveredAt { get; set; }
    public long Version { get; set; }
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("Deliveries").HasKey(d => d.Id);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => new { d.Tenant, d.State, d.Channel, d.NextTryAt });
        builder.HasIndex(d => new { d.Tenant, d.Kind, d.BatchId, d.At });
    }
}
