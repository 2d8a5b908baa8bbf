using System.Globalization;

namespace AutopilotReset.Shared.Schedules;

/// <summary>A recurrence in words.</summary>
public static class RecurrenceWords
{
    /// <summary>"Mon and Wed at 22:00 (Europe/Berlin)".</summary>
    public static string Of(Recurrence recurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        return $"{Days(recurrence)} at {recurrence.At.ToString("HH:mm", CultureInfo.InvariantCulture)} ({recurrence.Zone})";
    }

    /// <summary>What a month without the chosen day does, in a sentence; <c>null</c> where every month has it.</summary>
    public static string? MonthNote(Recurrence recurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        return recurrence is { Rhythm: Rhythm.DayOfMonth, DayOfMonth: > 28 } ? $"Months without a day {recurrence.DayOfMonth} are left out." : null;
    }

    private static string Days(Recurrence recurrence) => recurrence.Rhythm switch
    {
        Rhythm.Weekdays => TimingWords.Days(recurrence.Days),
        Rhythm.DayOfMonth => string.Create(CultureInfo.InvariantCulture, $"day {recurrence.DayOfMonth} of the month"),
        Rhythm.LastDayOfMonth => "the last day of the month",
        _ => "every day",
    };
}
