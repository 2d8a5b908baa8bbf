using System.Text.Json;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Engine.Data;

/// <summary>The confirmed wave plan as it stands in a batch's row. What cannot be read whole is not read at all: nothing is sent then (invariant 8).</summary>
internal static class FrozenPlan
{
    public static string Write(WavePlan plan) => JsonSerializer.Serialize(
        new Stored
        {
            Sizes = [.. plan.Sizes.Select(s => new StoredAmount { Value = s.Value, Percent = s.IsPercent })],
            Widening = plan.Widening,
            SoakSeconds = (long)plan.Soak.TotalSeconds,
            Needed = plan.Needed,
            MostFailures = new StoredAmount { Value = plan.MostFailures.Value, Percent = plan.MostFailures.IsPercent },
        },
        FrozenJson.Strict);

    /// <exception cref="FormatException">The plan is missing, damaged or not a usable one.</exception>
    public static WavePlan Of(Batch batch)
    {
        if (batch.WavePlan is null)
            return batch.Waves <= 1 ? WavePlan.OneWave : throw new FormatException($"the wave plan of this batch is missing, although it has {batch.Waves} waves.");
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(batch.WavePlan, FrozenJson.Strict) ?? throw new FormatException("the wave plan of this batch is empty.");
            var plan = new WavePlan
            {
                Sizes = [.. stored.Sizes.Select(Amount)],
                Widening = stored.Widening,
                Soak = TimeSpan.FromSeconds(stored.SoakSeconds),
                Needed = stored.Needed,
                MostFailures = Amount(stored.MostFailures),
            };
            return plan.Mistakes() is { Count: > 0 } mistakes ? throw new FormatException($"the wave plan of this batch cannot be used: {string.Join(' ', mistakes)}") : plan;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException or NullReferenceException)
        {
            throw new FormatException($"the wave plan of this batch is damaged: {e.Message}", e);
        }
    }

    private static Amount Amount(StoredAmount stored) => new(stored.Value, stored.Percent);

    private sealed record Stored
    {
        public required IReadOnlyList<StoredAmount> Sizes { get; init; }
        public required decimal Widening { get; init; }
        public required long SoakSeconds { get; init; }
        public required decimal Needed { get; init; }
        public required StoredAmount MostFailures { get; init; }
    }

    private sealed record StoredAmount
    {
        public required decimal Value { get; init; }
        public required bool Percent { get; init; }
    }
}
