using AutopilotReset.Shared.Schedules;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class RehearsalTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 3, 18, 0, 0, TimeSpan.Zero);

    private static readonly Expectation Good = new()
    {
        Median = TimeSpan.FromMinutes(40),
        Slow = TimeSpan.FromMinutes(120),
        FailureRate = 0.01,
        NeverSeen = 0.04,
        From = 500,
    };

    private static readonly RehearsalQuestion Question = new()
    {
        Plan = new WavePlan { Sizes = [Amount.Of(10)], Widening = 3, Soak = TimeSpan.FromHours(1), Needed = 80, MostFailures = Amount.Percent(5) },
        Devices = 200,
        StartsAt = Start,
        SendsPer20Seconds = 20,
        Expected = Good,
    };

    [Fact]
    public void Play_GoodPast_SendsAllWavesOneAfterTheOther()
    {
        var result = Rehearsal.Play(Question);

        Assert.Equal(RehearsalEnd.AllSent, result.End);
        Assert.Equal([10, 30, 90, 70], result.Waves.Select(w => w.Devices));
        Assert.Equal(200, result.SentAtEnd);
        Assert.Equal(Start, result.Waves[0].FirstSend);
        Assert.Equal(TimeSpan.FromSeconds(9), result.Waves[0].LastSend - Start);
        Assert.All(result.Waves.Zip(result.Waves.Skip(1)), w =>
        {
            Assert.True(w.Second.FirstSend >= w.First.SoakedAt);
            Assert.True(w.Second.FirstSend >= w.First.ProvenAt);
        });
    }

    [Fact]
    public void Play_ThirdOfDevicesFails_HaltsInTheFirstWave()
    {
        var result = Rehearsal.Play(Question with { Plan = Question.Plan with { MostFailures = Amount.Of(2) }, Expected = Good with { FailureRate = 0.33 } });

        Assert.Equal(RehearsalEnd.Halted, result.End);
        Assert.Single(result.Waves);
        Assert.Equal(10, result.SentAtEnd);
    }

    [Fact]
    public void Play_HaltInAWideWave_CountsOnlyWhatLeftBefore()
    {
        var slowRate = Question with { Plan = WavePlan.OneWave with { MostFailures = Amount.Of(0) }, Devices = 10_000, SendsPer20Seconds = 1, Expected = Good with { FailureRate = 0.5 } };

        var result = Rehearsal.Play(slowRate);

        // The second device fails; its failure shows 40 minutes later, when 40 * 3 more have left.
        Assert.Equal(RehearsalEnd.Halted, result.End);
        Assert.InRange(result.SentAtEnd, 120, 124);
    }

    [Fact]
    public void Play_MoreWantedThanEverProven_WaitsForAPerson()
    {
        var result = Rehearsal.Play(Question with { Plan = Question.Plan with { Needed = 99 } });

        Assert.Equal(RehearsalEnd.WaitsForProof, result.End);
        Assert.Null(Assert.Single(result.Waves).ProvenAt);
    }

    [Fact]
    public void Play_WindowClosesInAWave_GoesOnInTheNext()
    {
        var window = new MaintenanceWindow("UTC", [DayOfWeek.Monday, DayOfWeek.Tuesday], new TimeOnly(18, 0), TimeSpan.FromMinutes(1));

        var wave = Assert.Single(Rehearsal.Play(Question with { Plan = WavePlan.OneWave, Window = window, Devices = 90 }).Waves);

        // 60 in Monday's minute, 30 on Tuesday.
        Assert.Equal(Start, wave.FirstSend);
        Assert.Equal(Start.AddDays(1).AddSeconds(29), wave.LastSend);
    }

    [Fact]
    public void ByThen_OfTheCurve_GoesThroughMedianAndSlow()
    {
        Assert.Equal(Good.Median.TotalSeconds, Good.ByThen(0.5).TotalSeconds, 1.0);
        Assert.Equal(Good.Slow.TotalSeconds, Good.ByThen(0.95).TotalSeconds, 1.0);
        Assert.True(Good.ByThen(0.8) < Good.ByThen(0.9));
    }

    [Fact]
    public void FromPast_FewResets_IsAssumedAndSaysSo() =>
        Assert.Equal(0, Expectation.FromPast([.. Enumerable.Repeat(TimeSpan.FromMinutes(5), 10)], 1, 1).From);

    [Fact]
    public void FromPast_ManyResets_MeasuresThem()
    {
        var past = Expectation.FromPast([.. Enumerable.Range(1, 80).Select(m => TimeSpan.FromMinutes(m))], failed: 10, open: 10);

        Assert.Equal((TimeSpan.FromMinutes(40), TimeSpan.FromMinutes(76), 0.1, 0.1, 100), (past.Median, past.Slow, past.FailureRate, past.NeverSeen, past.From));
    }
}
