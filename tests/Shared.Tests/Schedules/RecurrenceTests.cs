using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Tests.Shared.Schedules;

public class RecurrenceTests
{
    private const string Berlin = "Europe/Berlin";

    private static Recurrence Of(Rhythm rhythm, string at = "22:00", int day = 0, params DayOfWeek[] days) => new(rhythm, days, day, TimeOnly.Parse(at), Berlin);

    private static DateTimeOffset Utc(string at) => DateTimeOffset.Parse(at + "Z");

    private static string[] After(Recurrence recurrence, string now, int count = 3) =>
        [.. recurrence.After(Utc(now), count).Select(s => s.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm"))];

    [Fact]
    public void After_EveryDayOverTheEndOfSummerTime_KeepsTheClocksHour() =>
        Assert.Equal(["2027-10-30 20:00", "2027-10-31 21:00", "2027-11-01 21:00"], After(Of(Rhythm.EveryDay), "2027-10-30 19:59"));

    [Fact]
    public void After_InTheHourThatSpringSkips_IsTheFirstInstantBehindIt()
    {
        var next = Of(Rhythm.EveryDay, "02:30").After(Utc("2027-03-27 12:00"), 2);

        Assert.Equal([Utc("2027-03-28 01:00"), Utc("2027-03-29 00:30")], next.Select(s => s.At));
        Assert.Contains("the clocks skip 02:30", TimingWords.Of(next[0]), StringComparison.Ordinal);
    }

    /// <summary>The second 02:30 of that night is no occurrence, and the first is not one again.</summary>
    [Theory]
    [InlineData("2027-10-30 12:00", "2027-10-31 00:30")]
    [InlineData("2027-10-31 00:30", "2027-11-01 01:30")]
    [InlineData("2027-10-31 01:00", "2027-11-01 01:30")]
    public void After_InTheHourThatAutumnRepeats_OccursOnce(string now, string next) => Assert.Equal([next], After(Of(Rhythm.EveryDay, "02:30"), now, 1));

    [Fact]
    public void After_AtTheVeryInstant_IsTheNextOne() => Assert.Equal(["2026-11-24 21:00"], After(Of(Rhythm.EveryDay), "2026-11-23 21:00", 1));

    /// <summary>23:30 UTC of Monday is Tuesday in Berlin.</summary>
    [Fact]
    public void After_Weekdays_AreThoseOfTheZone() =>
        Assert.Equal(["2026-11-23 23:30", "2026-11-26 23:30", "2026-11-30 23:30"], After(Of(Rhythm.Weekdays, "00:30", 0, DayOfWeek.Tuesday, DayOfWeek.Friday), "2026-11-23 09:00"));

    [Fact]
    public void After_Day31_LeavesOutMonthsWithoutIt() =>
        Assert.Equal(["2027-01-31 21:00", "2027-03-31 20:00", "2027-05-31 20:00"], After(Of(Rhythm.DayOfMonth, day: 31), "2027-01-01 00:00"));

    [Fact]
    public void After_LastDay_IsInEveryMonth() =>
        Assert.Equal(["2028-01-31 21:00", "2028-02-29 21:00", "2028-03-31 20:00"], After(Of(Rhythm.LastDayOfMonth), "2028-01-01 00:00"));

    /// <summary>Samoa had no 30 December 2011: what would have been then comes as soon as there is a day again.</summary>
    [Fact]
    public void After_ADayThatTheZoneSkipped_NothingIsLostOrRepeated()
    {
        var samoa = Of(Rhythm.EveryDay, "12:00") with { Zone = "Pacific/Apia" };

        var days = samoa.After(Utc("2011-12-29 12:00"), 4).Select(s => DateOnly.FromDateTime(s.Local)).ToList();

        Assert.Equal(days.Distinct().Count(), days.Count);
        Assert.Equal(days.Order(), days);
    }

    [Fact]
    public void Mistakes_EachIsNamed()
    {
        Assert.Empty(Of(Rhythm.EveryDay).Mistakes());
        Assert.Contains("day of the week", Assert.Single(Of(Rhythm.Weekdays).Mistakes()), StringComparison.Ordinal);
        Assert.Contains("from 1 to 31", Assert.Single(Of(Rhythm.DayOfMonth, day: 32).Mistakes()), StringComparison.Ordinal);
        Assert.Contains("no time zone \"Nowhere\"", Assert.Single((Of(Rhythm.EveryDay) with { Zone = "Nowhere" }).Mistakes()), StringComparison.Ordinal);
        Assert.NotEmpty((Of(Rhythm.EveryDay) with { Rhythm = (Rhythm)9 }).Mistakes());
    }

    [Fact]
    public void Words_SayDaysTimeAndZone()
    {
        Assert.Equal("every day at 22:00 (Europe/Berlin)", RecurrenceWords.Of(Of(Rhythm.EveryDay)));
        Assert.Equal("Mon and Fri at 22:00 (Europe/Berlin)", RecurrenceWords.Of(Of(Rhythm.Weekdays, "22:00", 0, DayOfWeek.Friday, DayOfWeek.Monday)));
        Assert.Equal("day 31 of the month at 22:00 (Europe/Berlin)", RecurrenceWords.Of(Of(Rhythm.DayOfMonth, day: 31)));
        Assert.Contains("without a day 31", RecurrenceWords.MonthNote(Of(Rhythm.DayOfMonth, day: 31)), StringComparison.Ordinal);
        Assert.Null(RecurrenceWords.MonthNote(Of(Rhythm.DayOfMonth, day: 28)));
    }
}
