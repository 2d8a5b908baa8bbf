using AutopilotReset.Engine.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Dispatch;

public class SendBucketTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(190)]
    public void TryTake_AnySliding20Seconds_NeverExceedsTheLimit(int limit)
    {
        var bucket = new SendBucket(SendLimit.Of(limit), _time);
        var sent = SendFor(bucket, TimeSpan.FromMinutes(3));

        Assert.All(sent, first => Assert.True(sent.Count(s => s >= first && s - first <= TimeSpan.FromSeconds(20)) <= limit));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(190)]
    public void TryTake_SteadyLoad_ReachesTheRate(int limit)
    {
        var bucket = new SendBucket(SendLimit.Of(limit), _time);
        var sent = SendFor(bucket, TimeSpan.FromMinutes(3));

        Assert.InRange(sent.Count, limit * 9 * 0.97, (limit * 9) + 5);
    }

    [Fact]
    public void TryTake_AfterALongIdle_GivesNoMoreThanFiveAtOnce()
    {
        var bucket = new SendBucket(SendLimit.Of(100), _time);
        _time.Advance(TimeSpan.FromHours(1));

        var atOnce = 0;
        while (bucket.TryTake(out _) is null)
            atOnce++;

        Assert.Equal(5, atOnce);
    }

    [Fact]
    public void Hold_ThenQuiet_RecoversByTenthsToTheLimit()
    {
        var bucket = new SendBucket(SendLimit.Of(100), _time);
        bucket.Hold(TimeSpan.Zero);
        Assert.Equal(50, bucket.Rate);

        _time.Advance(TimeSpan.FromSeconds(40));
        _ = bucket.Left;
        Assert.Equal(70, bucket.Rate);

        _time.Advance(TimeSpan.FromMinutes(5));
        _ = bucket.Left;
        Assert.Equal(100, bucket.Rate);
    }

    [Fact]
    public void Hold_Repeatedly_NeverStopsAltogether()
    {
        var bucket = new SendBucket(SendLimit.Of(20), _time);
        for (var i = 0; i < 20; i++)
            bucket.Hold(TimeSpan.Zero);

        Assert.NotEmpty(SendFor(bucket, TimeSpan.FromMinutes(1)));
    }

    private List<TimeSpan> SendFor(SendBucket bucket, TimeSpan duration)
    {
        var sent = new List<TimeSpan>();
        var elapsed = TimeSpan.Zero;
        while (elapsed < duration)
        {
            if (bucket.TryTake(out var token) is { } wait)
            {
                _time.Advance(wait);
                elapsed += wait;
            }
            else
            {
                sent.Add(elapsed);
                token!.Left = true;
                token.Dispose();
            }
        }

        return sent;
    }
}
