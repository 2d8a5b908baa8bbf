using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Guards;

internal sealed class KillSwitchMapping : IEntityTypeConfiguration<KillSwitchRow>
{
    public void Configure(EntityTypeBuilder<KillSwitchRow> builder)
    {
        builder.ToTable("KillSwitches").HasKey(k => k.Tenant);
        builder.Property(k => k.Version).IsConcurrencyToken();
        builder.Property(k => k.OffAsk).AsJson();

        // In words: SQLite reads any text in a column of numbers as 0, and a damaged switch would be off (invariant 8).
        builder.Property(k => k.On).HasConversion(on => on ? "on" : "off", stored => IsOn(stored));
    }

    private static bool IsOn(string stored) => stored switch
    {
        "on" => true,
        "off" => false,
        _ => throw new FormatException($"The kill switch says \"{stored}\", which is neither \"on\" nor \"off\"."),
    };
}

internal sealed class GuardNumbersMapping : IEntityTypeConfiguration<GuardNumbersRow>
{
    public void Configure(EntityTypeBuilder<GuardNumbersRow> builder)
    {
        builder.ToTable("GuardNumbers").HasKey(n => n.Tenant);
        builder.Property(n => n.Version).IsConcurrencyToken();
        builder.Property(n => n.Changes).AsJson();
        builder.Property(n => n.Asks).AsJson();
    }
}

internal sealed class GuardEntryMapping : IEntityTypeConfiguration<GuardEntryRow>
{
    public void Configure(EntityTypeBuilder<GuardEntryRow> builder)
    {
        builder.ToTable("GuardEntries").HasKey(e => e.Id);
        builder.HasIndex(e => new { e.Tenant, e.List, e.Kind, e.Value }).IsUnique();
        builder.Property(e => e.RemovalAsk).AsJson();
    }
}

internal sealed class GroupMembersMapping : IEntityTypeConfiguration<GroupMembersRow>
{
    public void Configure(EntityTypeBuilder<GroupMembersRow> builder)
    {
        builder.ToTable("GuardGroupMembers").HasKey(m => new { m.Tenant, m.GroupId });
        builder.Property(m => m.DeviceIds).AsJson();
    }
}

internal sealed class KnownAdminMapping : IEntityTypeConfiguration<KnownAdmin>
{
    public void Configure(EntityTypeBuilder<KnownAdmin> builder) =>
        builder.ToTable("KnownAdmins").HasKey(a => new { a.Tenant, a.ObjectId });
}
