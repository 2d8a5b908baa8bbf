using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Tests.Shared.Schedules;

/// <summary>Starts and windows walked minute by minute over both changes of the clocks, against a slow answer that knows nothing of the quick one.</summary>
public class TimingPropertyTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(45);

    [Theory]
    [InlineData("Europe/Berlin", "2027-03-26T00:00:00Z")]
    [InlineData("Europe/Berlin", "2027-10-29T00:00:00Z")]
    [InlineData("America/New_York", "2027-03-12T00:00:00Z")]
    [InlineData("America/New_York", "2027-11-05T00:00:00Z")]
    [InlineData("Australia/Lord_Howe", "2027-04-02T00:00:00Z")] // by half an hour
    [InlineData("Australia/Lord_Howe", "2027-10-01T00:00:00Z")]
    [InlineData("Asia/Kathmandu", "2027-01-01T00:00:00Z")]
    [InlineData("UTC", "2027-01-01T00:00:00Z")]
    public void Next_AtEachMinute_IsWhatTheSlowAnswerSays(string zone, string from)
    {
        var random = new Random(4711);
        var begin = DateTimeOffset.Parse(from);
        for (var round = 0; round < 8; round++)
        {
            var timing = Some(random, zone, begin);
            var starts = Starts(timing);
            for (var (minute, begun) = (0, false); minute < 4 * 1440; minute += 1 + random.Next(29))
            {
                var now = begin.AddMinutes(minute);
                var step = TimingJudge.Next(timing, begun, Grace, now);
                Assert.Equal(MaySend(timing, starts, begun, now), step is TimingStep.Open);
                if (step is TimingStep.Wait wait)
                    Assert.True(wait.Until > now && Allows(timing, wait.Until) && !Allows(timing, wait.Until.AddTicks(-1)), $"{timing} at {now:u} waits until {wait.Until:u}");

                // Now and then something is sent; a start that was missed stays so whatever the clock does next.
                begun |= step is TimingStep.Open && random.Next(20) == 0;
                if (step is TimingStep.Missed)
                    Assert.IsType<TimingStep.Missed>(TimingJudge.Next(timing, false, Grace, now.AddMinutes(random.Next(5000))));
            }
        }
    }

    private static Timing Some(Random random, string zone, DateTimeOffset begin)
    {
        var local = LocalClock.Show(TimeZoneInfo.FindSystemTimeZoneById(zone), begin.AddMinutes(random.Next(3 * 1440)));
        var start = PlannedStart.Of(zone, new DateTime(local.Year, local.Month, local.Day, random.Next(5), random.Next(60), 0));
        var days = Enum.GetValues<DayOfWeek>().Where(_ => random.Next(2) == 0).DefaultIfEmpty(DayOfWeek.Sunday).ToList();
        var window = new MaintenanceWindow(zone, days, new TimeOnly(random.Next(24), random.Next(60)), TimeSpan.FromMinutes(random.Next(1, 1441)));
        return random.Next(3) switch { 0 => new(start, null), 1 => new(null, window), _ => new(start, window) };
    }

    private static bool Allows(Timing timing, DateTimeOffset at) => (timing.Start is null || at >= timing.Start.At) && (timing.Window is null || IsOpen(timing.Window, at));

    private static bool MaySend(Timing timing, DateTimeOffset? starts, bool begun, DateTimeOffset now) => Allows(timing, now) && (begun || starts is null || now <= starts + Grace);

    private static DateTimeOffset? Starts(Timing timing)
    {
        if (timing.Start is null)
            return null;
        var starts = timing.Start.At;
        while (!Allows(timing, starts))
            starts = starts.AddMinutes(1);
        return starts;
    }

    private static bool IsOpen(MaintenanceWindow window, DateTimeOffset at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(window.Zone);
        for (var day = LocalClock.Show(zone, at).Date.AddDays(-2); day <= LocalClock.Show(zone, at).Date.AddDays(1); day = day.AddDays(1))
        {
            var opens = LocalClock.At(zone, day + window.From.ToTimeSpan());
            if (window.Days.Contains(day.DayOfWeek) && opens <= at && at < opens + window.Length)
                return true;
        }

        return false;
    }
}
