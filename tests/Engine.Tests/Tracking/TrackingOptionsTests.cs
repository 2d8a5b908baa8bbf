using AutopilotReset.Engine.Tracking;

namespace AutopilotReset.Engine.Tests.Tracking;

public class TrackingOptionsTests
{
    private static readonly TrackingOptionsValidator Validator = new();

    [Fact]
    public void Validate_Defaults_Succeeds() => Assert.True(Validator.Validate(null, new TrackingOptions()).Succeeded);

    [Fact]
    public void Validate_SeveralMistakes_NamesEachByItsKey()
    {
        var result = Validator.Validate(null, new TrackingOptions
        {
            Pending = TimeSpan.Zero,
            Tick = TimeSpan.FromMinutes(1),
            ClockSkew = TimeSpan.FromHours(1),
            LongestRetry = TimeSpan.FromSeconds(1),
            LooksPer20Seconds = 401,
            Parallel = 0,
        });

        Assert.Equal(
            ["Polling:ClockSkew", "Polling:LongestRetry", "Polling:LooksPer20Seconds", "Polling:Parallel", "Polling:Pending", "Polling:Tick"],
            result.Failures!.Select(f => f.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void LooksPerTick_Defaults_KeepsReadsBelowSixtyPercentOfTheLimit()
    {
        var options = new TrackingOptions { LooksPer20Seconds = 400 };

        // Users and record; where a holder is back again, the last sign-in.
        const int RequestsPerLook = 3;
        Assert.True(options.LooksPerTick * (20 / options.Tick.TotalSeconds) * RequestsPerLook <= 0.6 * 2000);
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(6, 960)]
    [InlineData(7, 1800)]
    [InlineData(40, 1800)]
    public void Add_NthFailure_DoublesUpToTheLongest(int failures, double seconds)
    {
        var trouble = new ReadTrouble(Microsoft.Extensions.Options.Options.Create(new TrackingOptions()));
        var id = Guid.Empty;
        var wait = TimeSpan.Zero;
        for (var i = 0; i < failures; i++)
            wait = trouble.Add(id, "Graph answered 503");

        Assert.Equal(TimeSpan.FromSeconds(seconds), wait);
        Assert.Contains("Graph answered 503", trouble.Summary, StringComparison.Ordinal);
        trouble.Clear(id);
        Assert.Null(trouble.Summary);
    }
}
