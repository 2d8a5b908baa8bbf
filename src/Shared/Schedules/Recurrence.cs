namespace AutopilotReset.Shared.Schedules;

/// <summary>On which days something recurs. Stored by its name: never rename.</summary>
public enum Rhythm
{
    EveryDay,

    /// <summary>On chosen days of the week.</summary>
    Weekdays,

    /// <summary>On one day of each month that has it.</summary>
    DayOfMonth,

    LastDayOfMonth,
}

/// <summary>
/// Days on which something recurs at a time of a zone's clocks. At most one occurrence a day, and always one: a time that the clocks skip in spring becomes the first that
/// exists after it, one that they show twice in autumn is the first of the two (<see cref="LocalClock"/>).
/// </summary>
/// <param name="Rhythm">On which days.</param>
/// <param name="Days">For <see cref="Rhythm.Weekdays"/>: at least one; otherwise not used.</param>
/// <param name="DayOfMonth">For <see cref="Rhythm.DayOfMonth"/>: 1–31; otherwise not used.</param>
/// <param name="At">By the zone's clocks.</param>
/// <param name="Zone">IANA name, such as Europe/Berlin.</param>
public sealed record Recurrence(Rhythm Rhythm, IReadOnlyList<DayOfWeek> Days, int DayOfMonth, TimeOnly At, string Zone)
{
    /// <summary>Days between two occurrences, at most: no two months in a row lack a day that some months have.</summary>
    private const int LongestGap = 62;

    /// <summary>Every mistake, in words; empty when it can be used.</summary>
    public IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        if (!Enum.IsDefined(Rhythm))
            mistakes.Add("Choose on which days it recurs.");
        if (Rhythm == Rhythm.Weekdays && (Days is not { Count: > 0 } || Days.Any(d => !Enum.IsDefined(d))))
            mistakes.Add("Choose at least one day of the week.");
        if (Rhythm == Rhythm.DayOfMonth && DayOfMonth is < 1 or > 31)
            mistakes.Add("The day of the month must be from 1 to 31.");
        if (Zones.Find(Zone) is null)
            mistakes.Add(Zones.Unknown(Zone));
        return mistakes;
    }

    /// <summary>Whether it occurs on that day.</summary>
    public bool FallsOn(DateOnly day) => Rhythm switch
    {
        Rhythm.EveryDay => true,
        Rhythm.Weekdays => Days.Contains(day.DayOfWeek),
        Rhythm.DayOfMonth => day.Day == DayOfMonth,
        Rhythm.LastDayOfMonth => day.AddDays(1).Day == 1,
        _ => false,
    };

    /// <summary>The first day after <paramref name="day"/> on which it occurs. Only where there are no mistakes.</summary>
    public DateOnly NextDay(DateOnly day) => Enumerable.Range(1, LongestGap).Select(day.AddDays).First(FallsOn);

    /// <summary>The occurrence of a day, with its instant. Only where there are no mistakes.</summary>
    public PlannedStart StartOn(DateOnly day) => PlannedStart.Of(Zone, day.ToDateTime(At)) ?? throw new InvalidOperationException(Zones.Unknown(Zone));

    /// <summary>The last day whose occurrence is not after <paramref name="now"/>, whether it occurs on it or not: the next one counts from here.</summary>
    public DateOnly PassedBy(DateTimeOffset now)
    {
        // Clocks that skip a whole day show its occurrence as late as the next one.
        var today = DateOnly.FromDateTime(LocalClock.Show(Zones.Find(Zone) ?? throw new InvalidOperationException(Zones.Unknown(Zone)), now));
        return Enumerable.Range(-1, 3).Select(today.AddDays).TakeWhile(day => StartOn(day).At <= now).LastOrDefault(today.AddDays(-2));
    }

    /// <summary>The next occurrences after <paramref name="now"/>. Only where there are no mistakes.</summary>
    public IReadOnlyList<PlannedStart> After(DateTimeOffset now, int count)
    {
        var starts = new List<PlannedStart>(count);
        for (var day = NextDay(PassedBy(now)); starts.Count < count; day = NextDay(day))
            starts.Add(StartOn(day));
        return starts;
    }
}
