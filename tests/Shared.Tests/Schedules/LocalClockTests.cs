using AutopilotReset.Shared.Schedules;

namespace AutopilotReset.Tests.Shared.Schedules;

public class LocalClockTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2027-01-10T22:00:00", "2027-01-10T21:00:00Z")]
    [InlineData("2027-07-10T22:00:00", "2027-07-10T20:00:00Z")]
    [InlineData("2027-03-28T02:30:00", "2027-03-28T01:00:00Z")] // skipped: 02:00 becomes 03:00
    [InlineData("2027-10-31T02:30:00", "2027-10-31T00:30:00Z")] // shown twice: the first
    [InlineData("2027-10-31T03:00:00", "2027-10-31T02:00:00Z")]
    public void At_WallClock_IsTheInstant(string local, string instant) =>
        Assert.Equal(DateTimeOffset.Parse(instant), LocalClock.At(Berlin, DateTime.Parse(local)));

    [Fact]
    public void Show_OfAnInstant_IsTheWallClock() => Assert.Equal(new DateTime(2027, 7, 10, 22, 0, 0), LocalClock.Show(Berlin, DateTimeOffset.Parse("2027-07-10T20:00:00Z")));

    [Theory]
    [InlineData("2027-01-11T21:30:00Z", "2027-01-11T21:00:00Z", "2027-01-12T03:00:00Z")] // inside
    [InlineData("2027-01-12T02:59:00Z", "2027-01-11T21:00:00Z", "2027-01-12T03:00:00Z")] // inside, past midnight
    [InlineData("2027-01-12T03:00:00Z", "2027-01-13T21:00:00Z", "2027-01-14T03:00:00Z")] // just closed
    [InlineData("2027-01-15T12:00:00Z", "2027-01-18T21:00:00Z", "2027-01-19T03:00:00Z")] // over the weekend
    public void AtOrAfter_MondayAndWednesdayNights(string instant, string opens, string closes)
    {
        var window = new MaintenanceWindow("Europe/Berlin", [DayOfWeek.Monday, DayOfWeek.Wednesday], new TimeOnly(22, 0), TimeSpan.FromHours(6));

        Assert.Equal((DateTimeOffset.Parse(opens), DateTimeOffset.Parse(closes)), window.AtOrAfter(DateTimeOffset.Parse(instant)));
    }

    [Theory]
    [InlineData("2027-03-27T21:00:00Z", "2027-03-28T03:00:00Z")] // the night loses an hour: six real hours all the same
    [InlineData("2027-10-30T20:00:00Z", "2027-10-31T02:00:00Z")]
    public void AtOrAfter_NightOfTheChange_KeepsItsLength(string opens, string closes)
    {
        var window = new MaintenanceWindow("Europe/Berlin", [DayOfWeek.Saturday], new TimeOnly(22, 0), TimeSpan.FromHours(6));

        Assert.Equal((DateTimeOffset.Parse(opens), DateTimeOffset.Parse(closes)), window.AtOrAfter(DateTimeOffset.Parse(opens)));
    }

    [Fact]
    public void Mistakes_OfAWindow_AreAllNamed() =>
        Assert.Equal(3, new MaintenanceWindow("Mars/Olympus", [], default, TimeSpan.Zero).Mistakes().Count);
}
