using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class WaveSizesTests
{
    [Fact]
    public void Of_FirstWaveAndWidening_DoublesUntilAllAreIn() =>
        Assert.Equal([5, 10, 20, 40, 25], WaveSizes.Of(new WavePlan { Sizes = [Amount.Of(5)], Widening = 2 }, 100));

    [Fact]
    public void Of_ListedSizes_AreTakenFirst() =>
        Assert.Equal([1, 10, 10, 10, 9], WaveSizes.Of(new WavePlan { Sizes = [Amount.Of(1), Amount.Percent(25)], Widening = 1 }, 40));

    [Fact]
    public void Of_TinyShare_IsOneDevice() => Assert.Equal([1, 1, 1], WaveSizes.Of(new WavePlan { Sizes = [Amount.Percent(1)], Widening = 1 }, 3));

    [Fact]
    public void Of_OneWave_IsEverything() => Assert.Equal([4_000], WaveSizes.Of(WavePlan.OneWave, 4_000));

    [Fact]
    public void Of_EmptyList_HasNoWave() => Assert.Empty(WaveSizes.Of(new WavePlan(), 0));

    [Fact]
    public void Of_PlanWithMistakes_IsAFault() => Assert.Throws<ArgumentException>(() => WaveSizes.Of(new WavePlan { Sizes = [] }, 5));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(1_000, 3)]
    [InlineData(100_000, 10)]
    public void Of_AnyPlan_AddsUpAndPlacesEveryDevice(int total, int widening)
    {
        var sizes = WaveSizes.Of(new WavePlan { Sizes = [Amount.Of(3), Amount.Percent(2)], Widening = widening }, total);

        Assert.Equal(total, sizes.Sum());
        Assert.All(sizes, s => Assert.True(s > 0));
        Assert.Equal(0, WaveSizes.WaveOf(sizes, 0));
        Assert.Equal(sizes.Count - 1, WaveSizes.WaveOf(sizes, total - 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => WaveSizes.WaveOf(sizes, total));
    }

    [Fact]
    public void Mistakes_OfAPlan_AreAllNamed()
    {
        var plan = new WavePlan { Sizes = [Amount.Of(0)], Widening = 0.5m, Soak = TimeSpan.FromDays(31), Needed = 101 };

        Assert.Equal(4, plan.Mistakes().Count);
        Assert.Empty(new WavePlan().Mistakes());
        Assert.Empty(WavePlan.OneWave.Mistakes());
    }
}
