using AutopilotReset.Web.Components.Parts;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Web.Tests.Components.Parts;

public sealed class CoalescerTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);
    private readonly FakeTimeProvider _time = new();
    private int _calls;

    [Fact]
    public void Signal_First_CallsAtOnce()
    {
        using var coalescer = Count();

        coalescer.Signal();

        Assert.Equal(1, _calls);
    }

    [Fact]
    public void Signal_ThousandWithinASecond_CallsAtMostThreeTimesAndOnceForTheLast()
    {
        using var coalescer = Count();

        for (var n = 0; n < 999; n++)
        {
            coalescer.Signal();
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.Equal(2, _calls);

        _time.Advance(Gap);

        Assert.Equal(3, _calls);
    }

    [Fact]
    public void Signal_None_CallsNever()
    {
        using var coalescer = Count();

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(0, _calls);
    }

    [Fact]
    public void Signal_WhileACallRuns_CallsAgainOnlyAfterIt()
    {
        var running = new TaskCompletionSource();
        using var coalescer = new Coalescer(_time, Gap, () =>
        {
            _calls++;
            return _calls == 1 ? running.Task : Task.CompletedTask;
        });
        coalescer.Signal();
        coalescer.Signal();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _calls);

        running.SetResult();
        _time.Advance(Gap);

        Assert.Equal(2, _calls);
    }

    [Fact]
    public void Signal_AfterDispose_CallsNothing()
    {
        var coalescer = Count();
        coalescer.Signal();
        coalescer.Signal();
        coalescer.Dispose();

        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(1, _calls);
    }

    private Coalescer Count() => new(_time, Gap, () =>
    {
        _calls++;
        return Task.CompletedTask;
    });
}
