using System.Globalization;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Shared.Schedules;

/// <summary>A timing in words: what the admin reads before confirming is what the audit keeps.</summary>
public static class TimingWords
{
    /// <summary>One or two sentences; <c>null</c> for now and at any time.</summary>
    public static string? Of(Timing? timing) => timing is null
        ? null
        : string.Join(' ', new[] { timing.Start is { } start ? $"Starts {Of(start)}." : null, timing.Window is { } window ? $"Sent only {Of(window)}." : null }.OfType<string>());

    /// <summary>"Fri 27 Nov 2026 22:00 Europe/Berlin = 21:00 UTC", by what the clocks there really show at that instant.</summary>
    public static string Of(PlannedStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (Zones.Find(start.Zone) is not { } zone)
            return $"{Clock(start.Local)} {start.Zone}";
        var shown = LocalClock.Show(zone, start.At);
        var which = LocalClock.ChangeAt(zone, start.Local) switch
        {
            ClockChange.Skipped => $" (the clocks skip {start.Local.ToString("HH:mm", CultureInfo.InvariantCulture)} that night)",
            ClockChange.Twice => " (the first of the two)",
            _ => "",
        };
        return zone.Id == "UTC" ? $"{Clock(shown)} UTC" : $"{Clock(shown)} {zone.Id}{which} = {UtcBeside(start.At, shown)} UTC";
    }

    /// <summary>"Mon and Wed from 22:00 for 6 h (Europe/Berlin)".</summary>
    public static string Of(MaintenanceWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return $"{Days(window.Days)} from {window.From.ToString("HH:mm", CultureInfo.InvariantCulture)} for {WaveWords.Of(window.Length)} ({window.Zone})";
    }

    /// <summary>What the clocks do at the start, in a sentence; <c>null</c> where they do nothing.</summary>
    public static string? ClockNote(PlannedStart start)
    {
        ArgumentNullException.ThrowIfNull(start);
        if (Zones.Find(start.Zone) is not { } zone)
            return null;
        var (chosen, shown) = (start.Local.ToString("HH:mm", CultureInfo.InvariantCulture), LocalClock.Show(zone, start.At).ToString("HH:mm", CultureInfo.InvariantCulture));
        return LocalClock.ChangeAt(zone, start.Local) switch
        {
            ClockChange.Skipped => $"The clocks are put forward in that night and never show {chosen}: it starts at {shown}, the first time after the gap.",
            ClockChange.Twice => $"The clocks are put back in that night and show {chosen} twice: it starts the first time.",
            _ => null,
        };
    }

    /// <summary>The same for one opening of a window.</summary>
    public static string? ClockNote(MaintenanceWindow window, DateTimeOffset opens)
    {
        ArgumentNullException.ThrowIfNull(window);
        if (Zones.Find(window.Zone) is not { } zone || zone.GetUtcOffset(opens) == zone.GetUtcOffset(opens + window.Length))
            return null;
        return $"The clocks change while it is open: it lasts {WaveWords.Of(window.Length)} all the same and closes at {LocalClock.Show(zone, opens + window.Length).ToString("HH:mm", CultureInfo.InvariantCulture)}.";
    }

    /// <summary>"Fri 27 Nov 2026 22:00".</summary>
    public static string Clock(DateTime local) => local.ToString("ddd d MMM yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>"Fri 27 Nov 2026 21:00 UTC".</summary>
    public static string Utc(DateTimeOffset at) => $"{Clock(at.UtcDateTime)} UTC";

    private static string UtcBeside(DateTimeOffset at, DateTime shown) =>
        at.UtcDateTime.ToString(at.UtcDateTime.Date == shown.Date ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    internal static string Days(IReadOnlyList<DayOfWeek> days)
    {
        // A week begins on Monday.
        var names = days.Distinct().OrderBy(d => ((int)d + 6) % 7).Select(d => d.ToString()[..3]).ToList();
        return names.Count == 7 ? "every day" : names.Count <= 1 ? $"{names.FirstOrDefault()}" : $"{string.Join(", ", names[..^1])} and {names[^1]}";
    }
}
