using System.Text.Json;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AutopilotReset.Engine.Data;

/// <summary>A filter of the devices page under a name. What it asks for never changes.</summary>
internal sealed class StoredFilter
{
    public required Guid Id { get; init; }
    public required string Tenant { get; init; }
    public required string Name { get; set; }

    /// <summary>The name without its case: unique.</summary>
    public required string NameKey { get; set; }

    /// <summary>As <see cref="FrozenFilter"/> writes it.</summary>
    public required string Query { get; init; }

    public required string MadeBy { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public long Version { get; set; }
}

internal sealed class StoredFilterMapping : IEntityTypeConfiguration<StoredFilter>
{
    public void Configure(EntityTypeBuilder<StoredFilter> builder)
    {
        builder.ToTable("SavedFilters").HasKey(f => f.Id);
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.HasIndex(f => new { f.Tenant, f.NameKey }).IsUnique();
    }
}

/// <summary>A filter as it stands in its row. What cannot be read whole is not read at all: less of a filter is more devices (R24).</summary>
internal static class FrozenFilter
{
    public static string Write(DeviceQuery query) => JsonSerializer.Serialize(
        new Stored
        {
            Text = string.IsNullOrWhiteSpace(query.Text) ? null : query.Text.Trim(),
            Verdict = query.Verdict?.ToString(),
            JoinType = Named(query.JoinType),
            OwnerType = Named(query.OwnerType),
            Autopilot = query.Autopilot,
            Armed = query.Armed,
            Sort = query.Sort.ToString(),
            Descending = query.Descending,
        },
        FrozenJson.Strict);

    /// <exception cref="FormatException">The filter is damaged, empty, or names something that is not known here.</exception>
    public static DeviceQuery Read(string text)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(text, FrozenJson.Strict) ?? throw new FormatException("it is empty.");
            var query = new DeviceQuery
            {
                Text = stored.Text,
                Verdict = stored.Verdict is null ? null : Name<Verdict>(stored.Verdict, "verdict"),
                JoinType = stored.JoinType,
                OwnerType = stored.OwnerType,
                Autopilot = stored.Autopilot,
                Armed = stored.Armed,
                Sort = Name<DeviceSort>(stored.Sort, "order"),
                Descending = stored.Descending,
            };
            return DeviceFilter.Mistakes(query) is { Count: > 0 } mistakes ? throw new FormatException(string.Join(' ', mistakes)) : query;
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is damaged: {e.Message}", e);
        }
    }

    private static string? Named(string? value) => string.IsNullOrEmpty(value) ? null : value;

    // By its name letter for letter: a number would be taken for whatever has that number now.
    private static T Name<T>(string text, string what)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text, StringComparer.Ordinal) ? Enum.Parse<T>(text) : throw new FormatException($"there is no {what} \"{text}\".");

    /// <summary>Every part is there, also where it is null: what is missing is damage, not "any".</summary>
    private sealed record Stored
    {
        public required string? Text { get; init; }
        public required string? Verdict { get; init; }
        public required string? JoinType { get; init; }
        public required string? OwnerType { get; init; }
        public required bool? Autopilot { get; init; }
        public required bool? Armed { get; init; }
        public required string Sort { get; init; }
        public required bool Descending { get; init; }
    }
}
