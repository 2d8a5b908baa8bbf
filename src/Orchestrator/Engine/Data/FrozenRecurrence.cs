using System.Globalization;
using System.Text.Json;
using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Engine.Data;

/// <summary>A recurrence as it stands in a schedule's row. What cannot be read whole is not read at all: the schedule makes nothing then.</summary>
internal static class FrozenRecurrence
{
    private const string TimeForm = "HH:mm";

    public static string Write(Recurrence recurrence) => JsonSerializer.Serialize(
        new Stored
        {
            Rhythm = recurrence.Rhythm.ToString(),
            Days = recurrence.Rhythm == Rhythm.Weekdays ? [.. recurrence.Days.Distinct().Order().Select(d => (int)d)] : [],
            DayOfMonth = recurrence.Rhythm == Rhythm.DayOfMonth ? recurrence.DayOfMonth : 0,
            At = recurrence.At.ToString(TimeForm, CultureInfo.InvariantCulture),
            Zone = recurrence.Zone,
        },
        FrozenJson.Strict);

    /// <exception cref="FormatException">It is damaged, or not a usable one.</exception>
    public static Recurrence Read(string text)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<Stored>(text, FrozenJson.Strict) ?? throw new FormatException("it is empty.");
            if (!Enum.GetNames<Rhythm>().Contains(stored.Rhythm, StringComparer.Ordinal))
                throw new FormatException($"nothing recurs by \"{stored.Rhythm}\".");
            if (stored.Days is null || stored.Days.Any(d => d is < 0 or > 6))
                throw new FormatException("a day of the week is none.");
            if (!TimeOnly.TryParseExact(stored.At, TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
                throw new FormatException($"\"{stored.At}\" is no time of day.");
            var recurrence = new Recurrence(Enum.Parse<Rhythm>(stored.Rhythm), [.. stored.Days.Select(d => (DayOfWeek)d)], stored.DayOfMonth, at, stored.Zone);
            return recurrence.Mistakes() is { Count: > 0 } mistakes ? throw new FormatException(string.Join(' ', mistakes)) : recurrence;
        }
        catch (JsonException e)
        {
            throw new FormatException($"it is damaged: {e.Message}", e);
        }
    }

    private sealed record Stored
    {
        public required string Rhythm { get; init; }
        public required IReadOnlyList<int> Days { get; init; }
        public required int DayOfMonth { get; init; }
        public required string At { get; init; }
        public required string Zone { get; init; }
    }
}
