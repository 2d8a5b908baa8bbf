using System.Text.Json;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Data;

/// <summary>The confirmed timing as it stands in a batch's row. What cannot be read whole is not read at all: nothing is sent then (invariant 8).</summary>
internal static class FrozenTiming
{
    public static string Write(Timing timing) => JsonSerializer.Serialize(
        new Stored
        {
            Start = timing.Start is { } start ? new StoredStart { Zone = start.Zone, Local = start.Local, At = start.At.ToUniversalTime() } : null,
            Window = timing.Window is { } window
                ? new StoredWindow { Zone = window.Zone, Days = [.. window.Days.Select(d => (int)d)], FromMinutes = (int)window.From.ToTimeSpan().TotalMinutes, LengthMinutes = (int)window.Length.TotalMinutes }
                : null,
        },
        FrozenJson.Strict);

    /// <returns><c>null</c> for a batch that was confirmed without a timing.</returns>
    /// <exception cref="FormatException">The timing is missing, damaged or not a usable one.</exception>
    public static Timing? Of(Batch batch)
    {
        if (batch.Timing is null)
            return batch.SendsFrom is null ? null : throw new FormatException($"when this batch may be sent is missing, although it was confirmed for {batch.SendsFrom:u}.");
        if (batch.SendsFrom is null)
            throw new FormatException("the first moment at which this batch may be sent is missing.");
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(batch.Timing, FrozenJson.Strict) ?? throw new FormatException("when this batch may be sent is empty.");
            var timing = new Timing(Start(stored.Start), Window(stored.Window));
            return timing.Mistakes() is { Count: > 0 } mistakes ? throw new FormatException($"when this batch may be sent cannot be used: {string.Join(' ', mistakes)}") : timing;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or OverflowException or NullReferenceException)
        {
            throw new FormatException($"when this batch may be sent is damaged: {e.Message}", e);
        }
    }

    private static PlannedStart? Start(StoredStart? stored) => stored is null ? null : new(stored.Zone, DateTime.SpecifyKind(stored.Local, DateTimeKind.Unspecified), stored.At);

    private static MaintenanceWindow? Window(StoredWindow? stored)
    {
        if (stored is null)
            return null;
        if (stored.Days.Any(d => d is < 0 or > 6))
            throw new FormatException("a day on which this batch may be sent is none.");
        return new(stored.Zone, [.. stored.Days.Select(d => (DayOfWeek)d)], TimeOnly.MinValue.Add(TimeSpan.FromMinutes(stored.FromMinutes)), TimeSpan.FromMinutes(stored.LengthMinutes));
    }

    private sealed record Stored
    {
        public required StoredStart? Start { get; init; }
        public required StoredWindow? Window { get; init; }
    }

    private sealed record StoredStart
    {
        public required string Zone { get; init; }
        public required DateTime Local { get; init; }
        public required DateTimeOffset At { get; init; }
    }

    private sealed record StoredWindow
    {
        public required string Zone { get; init; }
        public required IReadOnlyList<int> Days { get; init; }
        public required int FromMinutes { get; init; }
        public required int LengthMinutes { get; init; }
    }
}
