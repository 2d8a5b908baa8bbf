using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Sites;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class SiteRehearsalTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 18, 0, 0, TimeSpan.Zero);

    /// <summary>Every device is proven after half an hour, as good as exactly.</summary>
    private static readonly Expectation HalfAnHour = new() { Median = TimeSpan.FromMinutes(30), Slow = TimeSpan.FromMinutes(30), FailureRate = 0, NeverSeen = 0, From = 500 };

    private static readonly RehearsalQuestion Question = new()
    {
        Plan = WavePlan.OneWave,
        Devices = 30,
        StartsAt = Start,
        SendsPer20Seconds = 20,
        Expected = HalfAnHour,
    };

    [Fact]
    public void Play_TenAtATime_GoesInThreeRounds()
    {
        var result = Rehearsal.Play(Question with { Sites = Sites(10, "BER", 30) });

        // Ten at once, ten when those are proven, ten when these are: a second apart within a round.
        Assert.Equal((RehearsalEnd.AllSent, 30), (result.End, result.SentAtEnd));
        Assert.Equal(Start.AddHours(1).AddSeconds(9), result.Waves[0].LastSend);
        Assert.Equal(TimeSpan.FromMinutes(60) - TimeSpan.FromSeconds(20), result.HeldBySites);
    }

    [Fact]
    public void Play_RoomEverywhere_IsAsWithoutACap()
    {
        var result = Rehearsal.Play(Question with { Sites = Sites(30, "BER", 30) });

        Assert.Equal(Rehearsal.Play(Question).Waves, result.Waves);
        Assert.Equal(TimeSpan.Zero, result.HeldBySites);
    }

    [Fact]
    public void Play_OtherSites_AreNotHeldUp()
    {
        string[] sites = [.. Enumerable.Repeat("BER", 20), .. Enumerable.Repeat("HAM", 10)];

        var result = Rehearsal.Play(Question with { Plan = WavePlan.OneWave with { Sizes = [Amount.Of(20), Amount.Of(10)] }, Sites = new(new SiteCap { Most = 10 }, sites) });

        // The first wave is Berlin's alone; Hamburg's wave follows when that is sent, at once and not one by one.
        Assert.Equal((Start, Start.AddMinutes(30).AddSeconds(9)), (result.Waves[0].FirstSend, result.Waves[0].LastSend));
        Assert.Equal(TimeSpan.FromSeconds(9), result.Waves[1].LastSend - result.Waves[1].FirstSend);
        Assert.Equal(TimeSpan.FromSeconds(19), Rehearsal.Play(Question with { Devices = 20, Sites = new(new SiteCap { Most = 10 }, [.. sites[10..]]) }).Waves[0].LastSend - Start);
    }

    [Fact]
    public void Play_WavesOfOneSite_ShareItsRoom()
    {
        var plan = WavePlan.OneWave with { Sizes = [Amount.Of(10), Amount.Of(10)], Widening = 1 };

        var result = Rehearsal.Play(Question with { Plan = plan, Sites = Sites(10, "BER", 30) });

        Assert.Equal([Start, Start.AddMinutes(30), Start.AddMinutes(60)], result.Waves.Select(w => w.FirstSend));
    }

    [Fact]
    public void Play_NeverSeen_LetsGoByTime()
    {
        var drawers = HalfAnHour with { NeverSeen = 1 };

        var result = Rehearsal.Play(Question with { Devices = 2, Expected = drawers, Sites = new(new SiteCap { Most = 1, LetsGoAfter = TimeSpan.FromHours(3) }, ["BER", "BER"]) });

        Assert.Equal(Start.AddHours(3), result.Waves[0].LastSend);
    }

    [Fact]
    public void Play_WindowCloses_GoesOnAtTheNextOpening()
    {
        var window = new MaintenanceWindow("UTC", [DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(18, 0), TimeSpan.FromMinutes(40));

        var wave = Assert.Single(Rehearsal.Play(Question with { Window = window, Sites = Sites(10, "BER", 30) }).Waves);

        Assert.Equal((Start, Start.AddDays(1).AddSeconds(9)), (wave.FirstSend, wave.LastSend));
    }

    [Fact]
    public void Play_ThirdFails_HaltsAtWhatLeftByThen()
    {
        var result = Rehearsal.Play(Question with
        {
            Plan = WavePlan.OneWave with { MostFailures = Amount.Of(0) },
            Expected = HalfAnHour with { FailureRate = 0.34 },
            Sites = Sites(3, "BER", 30),
        });

        // The third device's failure shows half an hour after it was sent, when the next three have just begun.
        Assert.Equal(RehearsalEnd.Halted, result.End);
        Assert.InRange(result.SentAtEnd, 3, 6);
    }

    [Fact]
    public void Play_HundredThousandDevices_IsPlayedInABlink()
    {
        string[] sites = [.. Enumerable.Range(0, 100_000).Select(i => $"S{i % 250}")];
        var began = TimeProvider.System.GetTimestamp();

        var result = Rehearsal.Play(Question with { Devices = 100_000, Sites = new(new SiteCap { Most = 12 }, sites) });

        Assert.Equal(100_000, result.SentAtEnd);
        Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(5));
    }

    private static SitePlan Sites(int most, string site, int devices) => new(new SiteCap { Most = most }, [.. Enumerable.Repeat(site, devices)]);
}
