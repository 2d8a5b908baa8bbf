using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// A primary user or owner that a person changed while an order was armed: it must not count as proof that the device was reset
/// (<see cref="Shared.Resets.KnownEvidence.ChangedByHand"/>).
/// </summary>
internal sealed class HolderChange
{
    public required Guid Id { get; init; }

    /// <summary>By device, not by request: the hand that changed it did so for every order the device has.</summary>
    public required string ManagedDeviceId { get; init; }

    public required Holder Holder { get; init; }
    public required DateTimeOffset At { get; init; }
    public required HolderChangeOrigin Origin { get; init; }
}

internal enum HolderChangeOrigin
{
    /// <summary>A repair made from this console.</summary>
    Repair = 0,

    /// <summary>Found changed although the device had not been in touch since the order.</summary>
    BeforeContact = 1,
}

internal sealed class HolderChangeMapping : IEntityTypeConfiguration<HolderChange>
{
    public void Configure(EntityTypeBuilder<HolderChange> builder)
    {
        builder.ToTable("HolderChanges").HasKey(c => c.Id);
        builder.HasIndex(c => new { c.ManagedDeviceId, c.At });
    }
}
