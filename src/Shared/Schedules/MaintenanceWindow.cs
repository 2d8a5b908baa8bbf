namespace AutopilotReset.Shared.Schedules;

/// <summary>Recurring hours in which sending is allowed: on some days, from a wall-clock time of a zone, for some hours.</summary>
/// <param name="Zone">IANA name, such as Europe/Berlin.</param>
/// <param name="Days">Days on which the window opens; at least one.</param>
/// <param name="From">When it opens, by the zone's clocks.</param>
/// <param name="Length">How long it stays open: above zero, at most 24 h. Real time, also in a night in which the clocks change.</param>
public sealed record MaintenanceWindow(string Zone, IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeSpan Length)
{
    /// <summary>Every mistake, in words; empty when the window can be used.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (Zones.Find(Zone) is null)
            mistakes.Add(Zones.Unknown(Zone));
        if (Days.Count == 0)
            mistakes.Add("The maintenance window needs at least one day.");
        if (Length <= TimeSpan.Zero || Length > TimeSpan.FromHours(24))
            mistakes.Add("The maintenance window must last from a minute to 24 hours.");
        return mistakes;
    }

    /// <summary>The opening that contains <paramref name="instant"/>, or the next one.</summary>
    public (DateTimeOffset Opens, DateTimeOffset Closes) AtOrAfter(DateTimeOffset instant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);

        // From the day before: a window that opened last night may still be open.
        var first = LocalClock.Show(zone, instant).Date.AddDays(-1);
        return Enumerable.Range(0, 9)
            .Select(i => first.AddDays(i))
            .Where(day => Days.Contains(day.DayOfWeek))
            .Select(day => LocalClock.At(zone, day + From.ToTimeSpan()))
            .Select(opens => (Opens: opens, Closes: opens + Length))
            .First(window => window.Closes > instant);
    }

    public bool IsOpenAt(DateTimeOffset instant) => AtOrAfter(instant).Opens <= instant;
}
