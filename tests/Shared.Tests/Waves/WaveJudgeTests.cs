using AutopilotReset.Shared.Resets;
using AutopilotReset.Shared.Waves;

namespace AutopilotReset.Tests.Shared.Waves;

public class WaveJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly WavePlan Plan = new() { Sizes = [Amount.Of(10)], Soak = TimeSpan.FromHours(1), Needed = 80, MostFailures = Amount.Of(3) };

    [Fact]
    public void Next_UnsentInOpenWave_Waits() =>
        Assert.IsType<WaveStep.Wait>(Next((DeviceState.Planned, 1), (DeviceState.Completed, 9)));

    [Fact]
    public void Next_Soaking_WaitsForTheClock()
    {
        var step = Next(Standing(Now - TimeSpan.FromMinutes(30), (DeviceState.Completed, 10)));

        Assert.Equal(Now + TimeSpan.FromMinutes(30), Assert.IsType<WaveStep.Wait>(step).NotBefore);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(7, false)]
    public void Next_Soaked_OpensWhenEnoughAreProven(int proven, bool opens)
    {
        var step = Next((DeviceState.Completed, proven), (DeviceState.Pending, 10 - proven));

        Assert.Equal(opens, step is WaveStep.Open { Wave: 1 });
    }

    [Fact]
    public void Next_AcceptedOnly_IsNoSuccess() => Assert.IsType<WaveStep.Wait>(Next((DeviceState.Pending, 10)));

    [Fact]
    public void Next_ReportedNotProven_IsNoSuccess() =>
        Assert.IsType<WaveStep.Wait>(Next(Standing(Soaked, (DeviceState.CompletedWithFindings, 10)) with { NotProvenInOpenWave = 3 }));

    [Fact]
    public void Next_CancelledAndRefused_DoNotCount() =>
        Assert.IsType<WaveStep.Open>(Next((DeviceState.Completed, 4), (DeviceState.Cancelled, 5), (DeviceState.Refused, 1)));

    [Fact]
    public void Next_WholeWaveRefused_WaitsForAPerson() => Assert.IsType<WaveStep.Wait>(Next((DeviceState.Refused, 10)));

    [Fact]
    public void Next_WholeWaveRefusedAndNoProofAsked_OpensTheNext() =>
        Assert.IsType<WaveStep.Open>(WaveJudge.Next(Plan with { Needed = 0 }, Standing(Soaked, (DeviceState.Refused, 10)), Now));

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Next_FailuresAcceptedByAPerson_HaltsAtTheNext(int failures, bool halts) =>
        Assert.Equal(halts, Next(Standing(Soaked, (DeviceState.Completed, 10)) with { Failures = failures, FailuresAccepted = 4 }) is WaveStep.Halt);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Next_FailuresBeyondTheLimit_Halt(int failures, bool halts) =>
        Assert.Equal(halts, Next(Standing(Soaked, (DeviceState.Completed, 10)) with { Failures = failures }) is WaveStep.Halt);

    [Fact]
    public void Next_LimitZero_HaltsAtTheFirst() =>
        Assert.IsType<WaveStep.Halt>(WaveJudge.Next(Plan with { MostFailures = Amount.Of(0) }, Standing(Soaked) with { Failures = 1 }, Now));

    [Fact]
    public void Next_FailuresInTheLastWave_StillHalt() =>
        Assert.IsType<WaveStep.Halt>(Next(Standing(Soaked, (DeviceState.Planned, 5)) with { OpenWave = 3, Failures = 4 }));

    [Fact]
    public void Next_LastWaveOpen_Waits() => Assert.IsType<WaveStep.Wait>(Next(Standing(Soaked, (DeviceState.Completed, 10)) with { OpenWave = 3 }));

    [Theory]
    [InlineData(DeviceState.Failed, false, true)]
    [InlineData(DeviceState.Stalled, false, true)]
    [InlineData(DeviceState.CompletedWithFindings, true, true)]
    [InlineData(DeviceState.CompletedWithFindings, false, false)]
    [InlineData(DeviceState.Refused, false, false)]
    [InlineData(DeviceState.Cancelled, false, false)]
    [InlineData(DeviceState.Unknown, false, false)]
    [InlineData(DeviceState.Completed, false, false)]
    public void IsFailure_ByState(DeviceState state, bool notProven, bool failure) => Assert.Equal(failure, WaveJudge.IsFailure(state, notProven));

    private static DateTimeOffset Soaked => Now - TimeSpan.FromHours(2);

    private static WaveStep Next(params (DeviceState State, int Count)[] counts) => Next(Standing(Soaked, counts));

    private static WaveStep Next(WaveStanding standing) => WaveJudge.Next(Plan, standing, Now);

    private static WaveStanding Standing(DateTimeOffset lastSent, params (DeviceState State, int Count)[] counts) => new()
    {
        Total = 100,
        OpenWave = 0,
        Waves = 4,
        InOpenWave = counts.ToDictionary(c => c.State, c => c.Count),
        Failures = 0,
        LastSentAt = lastSent,
    };
}
