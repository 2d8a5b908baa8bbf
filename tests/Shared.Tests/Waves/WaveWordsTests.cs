using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class WaveWordsTests
{
    [Fact]
    public void Of_NoPlan_SaysNothing() => Assert.Null(WaveWords.Of(null, 100));

    [Fact]
    public void Of_Canary_SaysSizesWideningAndHalt() => Assert.Equal(
        "In 5 waves of 5, 10, 20, 40 and 25 devices. The next wave opens when 80 % of the wave before are proven and 1 h have passed since its last send. More than 5 failures halt new sends.",
        WaveWords.Of(new WavePlan(), 100));

    [Fact]
    public void Of_ManyWaves_SaysTheFirstAndTheLast() =>
        Assert.StartsWith("In 10 waves of 10, 10, 10, 10, 10 … 10 devices.", WaveWords.Of(new WavePlan { Sizes = [Amount.Of(10)], Widening = 1 }, 100), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, false, "The first failure halts new sends.")]
    [InlineData(1, false, "The second failure halts new sends.")]
    [InlineData(100, true, "Failures do not halt it.")]
    public void Of_OneWave_SaysWhatHalts(int most, bool percent, string words) =>
        Assert.Equal($"In one wave. {words}", WaveWords.Of(WavePlan.OneWave with { MostFailures = percent ? Amount.Percent(most) : Amount.Of(most) }, 20));

    [Theory]
    [InlineData(0, "no time")]
    [InlineData(90, "90 min")]
    [InlineData(120, "2 h")]
    [InlineData(1440, "1 day")]
    [InlineData(2880, "2 days")]
    public void Of_Time_IsPlain(int minutes, string words) => Assert.Equal(words, WaveWords.Of(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Mistakes_MoreWavesThanAnybodyFollows_AreNamed()
    {
        var plan = new WavePlan { Sizes = [Amount.Of(1)], Widening = 1 };

        Assert.Empty(WaveSizes.Mistakes(plan, 100));
        Assert.Contains("101 waves", Assert.Single(WaveSizes.Mistakes(plan, 101)), StringComparison.Ordinal);
    }
}
