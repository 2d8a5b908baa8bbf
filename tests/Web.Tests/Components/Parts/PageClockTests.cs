using AutopilotReset.Web.Components.Parts;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class PageClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _time = new(Now);

    [Theory]
    [InlineData(-30, "just now")]
    [InlineData(3, "just now")]
    [InlineData(20, "in less than a minute")]
    [InlineData(-300, "5 min ago")]
    [InlineData(-8_400, "2 h 20 min ago")]
    [InlineData(-12_000, "3 h ago")]
    [InlineData(-18 * 3600, "18 h ago")]
    [InlineData(-9 * 86400, "9 d ago")]
    [InlineData(-200 * 86400, "7 months ago")]
    [InlineData(-900 * 86400, "2 years ago")]
    [InlineData(13 * 3600, "in 13 h")]
    public void Relative_Seconds_AreSaidInTheLargestUnitThatFits(int seconds, string said)
    {
        using var clock = new PageClock(_time);

        Assert.Equal(said, clock.Relative(Now.AddSeconds(seconds)));
    }

    [Fact]
    public void Exact_ZoneOfTheBrowser_IsNamed()
    {
        using var clock = new PageClock(_time);

        clock.UseZone("Europe/Berlin");

        Assert.Equal("Mon 15 Jun 2026 14:00:00 +02:00 (Europe/Berlin)", clock.Exact(Now));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Not/AZone")]
    public void UseZone_Unknown_StaysAtUtc(string? zone)
    {
        using var clock = new PageClock(_time);

        clock.UseZone(zone);

        Assert.Equal("Mon 15 Jun 2026 12:00:00 +00:00 (UTC)", clock.Exact(Now));
    }

    [Fact]
    public void Day_AnotherYear_IsSaid()
    {
        using var clock = new PageClock(_time);

        Assert.Equal("12 June", clock.Day(new DateTimeOffset(2026, 6, 12, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal("12 June 2025", clock.Day(new DateTimeOffset(2025, 6, 12, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void OnTick_Disposed_IsNotCalledAnyMore()
    {
        using var clock = new PageClock(_time);
        var ticks = 0;
        var ticking = clock.OnTick(() => ticks++);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, ticks);

        ticking.Dispose();
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(1, ticks);
    }
}
