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
    public void TryTake_InTheFirst20SecondsOfATerm_GivesNothing()
    {
        var bucket = new SendBucket(SendLimit.Of(100), _time);
        bucket.BeginTerm();
        _time.Advance(TimeSpan.FromSeconds(19.9));
        Assert.NotNull(bucket.TryTake(out _));
        Assert.Equal(0, bucket.Left);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Null(bucket.TryTake(out _));

        bucket.BeginTerm();
        Assert.Equal(TimeSpan.FromSeconds(20), bucket.TryTake(out _));
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

    [Fact]
    public void TryTake_AnswersThatAreOutstanding_CountHoweverLongTheyTake()
    {
        var bucket = new SendBucket(SendLimit.Of(3), _time);
        var taken = new List<SendToken>();
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(bucket.TryTake(out var token));
            token!.Left = true;
            taken.Add(token);
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(bucket.TryTake(out _));

        taken[0].Dispose();
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(bucket.TryTake(out _));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(bucket.TryTake(out _));
    }

    [Fact]
    public void TryTake_WhatDidNotLeave_IsGivenBackAtOnce()
    {
        var bucket = new SendBucket(SendLimit.Of(1), _time);
        Assert.Null(bucket.TryTake(out var token));
        Assert.NotNull(bucket.TryTake(out _));

        token!.Dispose();

        Assert.Null(bucket.TryTake(out _));
    }

    [Fact]
    public void Hold_UntilItsTimeHasPassed_NothingIsTaken()
    {
        var bucket = new SendBucket(SendLimit.Of(100), _time);
        bucket.Hold(TimeSpan.FromSeconds(30));
        bucket.Hold(TimeSpan.FromSeconds(10));
        Assert.Equal(50, bucket.Rate);

        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.NotNull(bucket.TryTake(out _));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(bucket.TryTake(out _));
    }

    [Theory]
    [InlineData(0.5, 100)]
    [InlineData(0.8, 80)]
    [InlineData(1.0, 50)]
    [InlineData(1.8, 50)]
    public void Yield_ByHowFullTheTenantIs_SlowsDownOncePerWindow(double used, double expected)
    {
        var bucket = new SendBucket(SendLimit.Of(100), _time);

        bucket.Yield(used);
        bucket.Yield(used);

        Assert.Equal(expected, bucket.Rate);
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
