using System.Text.Json;
using System.Text.Json.Serialization;
using AutopilotReset.Shared.Sites;

namespace AutopilotReset.Engine.Data;

/// <summary>The confirmed cap of a site as it stands in a batch's row. What cannot be read whole is not read at all: nothing is sent then (invariant 8).</summary>
internal static class FrozenSiteCap
{
    public static string Write(SiteCap cap) => JsonSerializer.Serialize(
        new Stored
        {
            Most = cap.Most,
            By = cap.By.ToString(),
            Letters = cap.Letters,
            LetsGoAfterMinutes = (int)cap.LetsGoAfter.TotalMinutes,
            Groups = cap.Groups.Count == 0 ? null : [.. cap.Groups.Select(g => new StoredGroup { Id = g.Id, Name = g.Name })],
        },
        FrozenJson.Strict);

    /// <returns><c>null</c> for a batch that was confirmed without a cap.</returns>
    /// <exception cref="FormatException">The cap is missing, damaged or not a usable one.</exception>
    public static SiteCap? Of(Batch batch)
    {
        if (batch.SiteCap is null)
            return batch.Sites == 0 ? null : throw new FormatException($"the cap of this batch's {batch.Sites} sites is missing.");
        if (batch.Sites < 1)
            throw new FormatException("how many sites this batch has is missing.");
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(batch.SiteCap, FrozenJson.Strict) ?? throw new FormatException("the cap of this batch's sites is empty.");
            if (!Enum.TryParse<SiteRule>(stored.By, out var by) || by.ToString() != stored.By)
                throw new FormatException("what tells the sites of this batch cannot be read.");
            var cap = new SiteCap
            {
                Most = stored.Most,
                By = by,
                Letters = stored.Letters,
                LetsGoAfter = TimeSpan.FromMinutes(stored.LetsGoAfterMinutes),
                Groups = [.. (stored.Groups ?? []).Select(g => g is null ? throw new FormatException("a group of this batch's sites is empty.") : new SiteGroup(g.Id, g.Name))],
            };
            return cap.Mistakes() is { Count: > 0 } mistakes ? throw new FormatException($"the cap of this batch's sites cannot be used: {string.Join(' ', mistakes)}") : cap;
        }
        catch (JsonException e)
        {
            throw new FormatException($"the cap of this batch's sites is damaged: {e.Message}", e);
        }
    }

    private sealed record Stored
    {
        public required int Most { get; init; }
        public required string By { get; init; }
        public required int? Letters { get; init; }
        public required int LetsGoAfterMinutes { get; init; }

        /// <summary>Absent where no group tells a site, and in what was confirmed before groups could.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public IReadOnlyList<StoredGroup?>? Groups { get; init; }
    }

    private sealed record StoredGroup
    {
        public required string Id { get; init; }
        public required string Name { get; init; }
    }
}
