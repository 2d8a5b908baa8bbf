namespace AutopilotReset.Shared.Schedules;

/// <summary>What the clocks do with a time of day.</summary>
public enum ClockChange
{
    /// <summary>They show it once.</summary>
    None,

    /// <summary>They never show it: it lies in the hour that spring skips.</summary>
    Skipped,

    /// <summary>They show it twice: it lies in the hour that autumn repeats.</summary>
    Twice,
}

/// <summary>From a zone's wall clock to the instant and back, with daylight saving decided once for the whole product. Pure.</summary>
public static class LocalClock
{
    /// <summary>
    /// The instant at which clocks in <paramref name="zone"/> show <paramref name="local"/>. A time that the clocks skip in spring becomes the first one that
    /// exists after it; one that they show twice in autumn is the first of the two.
    /// </summary>
    public static DateTimeOffset At(TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
            return EndOfGap(zone, wall);
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    /// <summary>What clocks in <paramref name="zone"/> show at <paramref name="instant"/>.</summary>
    public static DateTime Show(TimeZoneInfo zone, DateTimeOffset instant)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return TimeZoneInfo.ConvertTime(instant, zone).DateTime;
    }

    /// <summary>What the clocks in <paramref name="zone"/> do with <paramref name="local"/>.</summary>
    public static ClockChange ChangeAt(TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return zone.IsInvalidTime(wall) ? ClockChange.Skipped : zone.IsAmbiguousTime(wall) ? ClockChange.Twice : ClockChange.None;
    }

    // Before the gap the old offset holds: the skipped time, read with it, lies behind the gap by just as much as it lies inside.
    private static DateTimeOffset EndOfGap(TimeZoneInfo zone, DateTime skipped)
    {
        var minute = new DateTime(skipped.Year, skipped.Month, skipped.Day, skipped.Hour, skipped.Minute, 0, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(minute))
            minute = minute.AddMinutes(1);
        return new DateTimeOffset(minute, zone.GetUtcOffset(minute)).ToUniversalTime();
    }
}
