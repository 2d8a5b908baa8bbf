using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Something that people are told of, written in the transaction of what it says. Only ever added here and taken up elsewhere, never changed by whoever sends: telling
/// people can neither block nor undo a send.
/// </summary>
public sealed class Notice
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required NoticeKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? BatchId { get; init; }
    public Guid? RequestId { get; init; }

    /// <summary>One line.</summary>
    public required string Text { get; init; }

    /// <summary>When it went into messages; <c>null</c>: it waits for that.</summary>
    public DateTimeOffset? TakenAt { get; set; }
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("Notices").HasKey(n => n.Id);
        builder.HasIndex(n => new { n.Tenant, n.TakenAt });
        builder.HasIndex(n => new { n.Tenant, n.At });
    }
}
