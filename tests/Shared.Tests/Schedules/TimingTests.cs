using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Tests.Shared.Schedules;

public class TimingTests
{
    private const string Berlin = "Europe/Berlin";
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("2026-11-27T22:00:00", "Starts Fri 27 Nov 2026 22:00 Europe/Berlin = 21:00 UTC.")]
    [InlineData("2026-07-01T01:30:00", "Starts Wed 1 Jul 2026 01:30 Europe/Berlin = Tue 30 Jun 23:30 UTC.")]
    [InlineData("2027-03-28T02:30:00", "Starts Sun 28 Mar 2027 03:00 Europe/Berlin (the clocks skip 02:30 that night) = 01:00 UTC.")]
    [InlineData("2027-10-31T02:30:00", "Starts Sun 31 Oct 2027 02:30 Europe/Berlin (the first of the two) = 00:30 UTC.")]
    public void Words_OfAStart_SayBothClocks(string local, string words) =>
        Assert.Equal(words, TimingWords.Of(new Timing(PlannedStart.Of(Berlin, DateTime.Parse(local)), null)));

    [Fact]
    public void Words_InUtc_SayItOnce() =>
        Assert.Equal("Starts Fri 27 Nov 2026 22:00 UTC.", TimingWords.Of(new Timing(PlannedStart.Of("UTC", new(2026, 11, 27, 22, 0, 0)), null)));

    [Fact]
    public void Words_OfAWindow_NameItsDaysFromMonday()
    {
        Assert.Equal("Sent only Mon, Wed and Sun from 22:00 for 6 h (Europe/Berlin).", TimingWords.Of(new Timing(null, Window(6, DayOfWeek.Sunday, DayOfWeek.Wednesday, DayOfWeek.Monday))));
        Assert.Contains("every day", TimingWords.Of(Window(6, Enum.GetValues<DayOfWeek>())), StringComparison.Ordinal);
        Assert.Null(TimingWords.Of((Timing?)null));
    }

    [Theory]
    [InlineData("2027-03-28T02:30:00", "never show 02:30: it starts at 03:00")]
    [InlineData("2027-10-31T02:30:00", "show 02:30 twice: it starts the first time")]
    [InlineData("2027-10-31T03:00:00", null)]
    [InlineData("2027-03-28T03:00:00", null)]
    public void ClockNote_OfAStart_TellsWhatTheClocksDo(string local, string? note)
    {
        var said = TimingWords.ClockNote(PlannedStart.Of(Berlin, DateTime.Parse(local))!);
        if (note is null)
            Assert.Null(said);
        else
            Assert.Contains(note, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2027-03-27T21:00:00Z", "closes at 05:00")]
    [InlineData("2027-10-30T20:00:00Z", "closes at 03:00")]
    [InlineData("2027-01-10T21:00:00Z", null)]
    public void ClockNote_OfAWindow_TellsWhenItReallyCloses(string opens, string? note)
    {
        var said = TimingWords.ClockNote(Window(6, DayOfWeek.Saturday), DateTimeOffset.Parse(opens));
        if (note is null)
            Assert.Null(said);
        else
            Assert.Contains(note, said, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_OfATiming_AreAllNamed()
    {
        Assert.Single(new Timing(null, null).Mistakes());
        Assert.Equal(4, new Timing(new PlannedStart("Mars/Olympus", default, default), new MaintenanceWindow("Mars/Olympus", [], default, TimeSpan.Zero)).Mistakes().Count);
        var moved = PlannedStart.Of(Berlin, new(2026, 11, 27, 22, 0, 0))!;
        Assert.Contains("rules of the time zone", Assert.Single(new Timing(moved with { At = moved.At.AddHours(1) }, null).Mistakes()), StringComparison.Ordinal);
        Assert.Null(PlannedStart.Of("Central European Time of some sort", default));
    }

    [Theory]
    [InlineData("2026-11-27T21:59:00", false)]
    [InlineData("2026-11-27T22:00:00", false)] // now
    [InlineData("2026-11-27T22:01:00", true)]
    [InlineData("2026-11-28T22:00:00", true)] // just as long as a confirmation holds
    [InlineData("2026-11-28T22:01:00", false)]
    public void MistakesOfChoice_StartMustLieAheadAndWithinTheConfirmation(string local, bool may)
    {
        var now = DateTimeOffset.Parse("2026-11-27T21:00:00Z");

        Assert.Equal(may, new Timing(PlannedStart.Of(Berlin, DateTime.Parse(local)), null).MistakesOfChoice(now, 24).Count == 0);
    }

    /// <summary>A start on Friday at 18:00, sent only in the nights of Friday and Monday from 22:00.</summary>
    [Theory]
    [InlineData("2026-11-27T16:59:00Z", "2026-11-27T21:00:00Z")]
    [InlineData("2026-11-27T20:59:59Z", "2026-11-27T21:00:00Z")]
    [InlineData("2026-11-27T21:00:00Z", null)]
    [InlineData("2026-11-28T02:59:59Z", null)]
    [InlineData("2026-11-28T03:00:00Z", "2026-11-30T21:00:00Z")]
    [InlineData("2026-11-30T22:00:00Z", null)]
    public void Next_BegunInAWindow_WaitsForEachOpening(string now, string? until)
    {
        var timing = new Timing(PlannedStart.Of(Berlin, new(2026, 11, 27, 18, 0, 0)), Window(6, DayOfWeek.Friday, DayOfWeek.Monday));
        Assert.Equal(DateTimeOffset.Parse("2026-11-27T21:00:00Z"), timing.StartsAt);

        var step = TimingJudge.Next(timing, begun: true, Grace, DateTimeOffset.Parse(now));

        if (until is null)
            Assert.NotNull(Assert.IsType<TimingStep.Open>(step).ClosesAt);
        else
            Assert.Equal(DateTimeOffset.Parse(until), Assert.IsType<TimingStep.Wait>(step).Until);
    }

    [Theory]
    [InlineData(-1, false, typeof(TimingStep.Wait))]
    [InlineData(0, false, typeof(TimingStep.Open))]
    [InlineData(60, false, typeof(TimingStep.Open))]
    [InlineData(61, false, typeof(TimingStep.Missed))]
    [InlineData(61, true, typeof(TimingStep.Open))]
    [InlineData(-1, true, typeof(TimingStep.Wait))] // begun or not, never before its start
    public void Next_AroundTheStart_BeginsInTimeOrNotByItself(int minutes, bool begun, Type step)
    {
        var start = PlannedStart.Of(Berlin, new(2026, 11, 27, 22, 0, 0))!;

        Assert.IsType(step, TimingJudge.Next(new Timing(start, null), begun, Grace, start.At.AddMinutes(minutes)));
    }

    /// <summary>A window shorter than the grace: once it has closed, the next opening would be a late start.</summary>
    [Fact]
    public void Next_WindowClosedBeforeItBegan_IsMissedAtOnce()
    {
        var timing = new Timing(PlannedStart.Of(Berlin, new(2026, 11, 27, 18, 0, 0)), new MaintenanceWindow(Berlin, [DayOfWeek.Friday], new(22, 0), TimeSpan.FromMinutes(30)));
        var starts = timing.StartsAt!.Value;

        Assert.IsType<TimingStep.Open>(TimingJudge.Next(timing, false, Grace, starts.AddMinutes(29)));
        Assert.Equal(starts, Assert.IsType<TimingStep.Missed>(TimingJudge.Next(timing, false, Grace, starts.AddMinutes(30))).StartsAt);
        Assert.IsType<TimingStep.Wait>(TimingJudge.Next(timing, true, Grace, starts.AddMinutes(30)));
    }

    /// <summary>Without a chosen start nothing can be missed: it goes out whenever its window is open.</summary>
    [Fact]
    public void Next_WindowOnly_IsNeverMissed()
    {
        var timing = new Timing(null, Window(6, DayOfWeek.Friday));

        Assert.Null(timing.StartsAt);
        Assert.IsType<TimingStep.Open>(TimingJudge.Next(timing, false, Grace, DateTimeOffset.Parse("2026-11-28T02:30:00Z")));
        Assert.IsType<TimingStep.Wait>(TimingJudge.Next(timing, false, Grace, DateTimeOffset.Parse("2026-11-28T03:30:00Z")));
    }

    private static MaintenanceWindow Window(int hours, params DayOfWeek[] days) => new(Berlin, days, new TimeOnly(22, 0), TimeSpan.FromHours(hours));
}
