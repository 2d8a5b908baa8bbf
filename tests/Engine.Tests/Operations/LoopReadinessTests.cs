using AutopilotReset.Engine.Operations;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>A loop that hangs takes the process out of service until it goes on.</summary>
public sealed class LoopReadinessTests
{
    private static readonly ExpectedLoop Loop = new(EngineLoops.Sending, TimeSpan.FromMinutes(12));

    [Fact]
    public void Loop_SilentLongerThanItMay_Hangs()
    {
        var time = new FakeTimeProvider();
        var health = new EngineHealth(time);

        Assert.Equal("The loop has not begun.", Readiness.LoopRow(Loop, health).Problem);
        health.Beat(Loop.Name);
        time.Advance(Loop.Within);
        Assert.Null(Readiness.LoopRow(Loop, health).Problem);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.StartsWith("The loop hangs", Readiness.LoopRow(Loop, health).Problem, StringComparison.Ordinal);
        health.Beat(Loop.Name);
        Assert.Null(Readiness.LoopRow(Loop, health).Problem);
    }
}
