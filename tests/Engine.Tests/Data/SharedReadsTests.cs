using AutopilotReset.Engine.Data;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Data;

public class SharedReadsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SharedReads<string, int> _reads;
    private readonly Dictionary<int, TaskCompletionSource<int>> _running = [];
    private int _begun;

    public SharedReadsTests() => _reads = new(_time);

    [Fact]
    public async Task Read_OneAfterTheOther_AreReadAtOnceEach()
    {
        Assert.Equal(1, await _reads.ReadAsync("a", () => Task.FromResult(1), default));
        Assert.Equal(2, await _reads.ReadAsync("a", () => Task.FromResult(2), default));
    }

    [Fact]
    public async Task Read_ManyWhileOneRuns_ShareTheNextAndNotTheOneThatRan()
    {
        var first = AskAsync("a");
        await BegunAsync(1);
        var others = Enumerable.Range(0, 100).Select(_ => AskAsync("a")).ToList();

        End(1);
        Assert.Equal(1, await first);
        _time.Advance(SharedReads<string, int>.Gap);
        await BegunAsync(2);
        End(2);

        Assert.All(await Task.WhenAll(others), value => Assert.Equal(2, value));
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task Read_Next_BeginsNoSoonerThanTheGap()
    {
        var first = AskAsync("a");
        await BegunAsync(1);
        var second = AskAsync("a");
        End(1);
        await first;

        _time.Advance(SharedReads<string, int>.Gap - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Volatile.Read(ref _begun));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await BegunAsync(2);
        End(2);
        Assert.Equal(2, await second);
    }

    [Fact]
    public async Task Read_AskedWhileTheNextRuns_IsReadOnceMore()
    {
        var first = AskAsync("a");
        await BegunAsync(1);
        var second = AskAsync("a");
        End(1);
        await first;
        _time.Advance(SharedReads<string, int>.Gap);
        await BegunAsync(2);
        var third = AskAsync("a");
        End(2);
        Assert.Equal(2, await second);
        _time.Advance(SharedReads<string, int>.Gap);
        await BegunAsync(3);
        End(3);

        Assert.Equal(3, await third);
    }

    [Fact]
    public async Task Read_OfSomethingElse_WaitsForNobody()
    {
        var first = AskAsync("a");
        await BegunAsync(1);

        Assert.Equal(7, await _reads.ReadAsync("b", () => Task.FromResult(7), default));
        End(1);
        await first;
    }

    [Fact]
    public async Task Read_Fails_FailsForThoseWhoSharedItAndNotForTheNext()
    {
        var first = AskAsync("a");
        await BegunAsync(1);
        var second = AskAsync("a");
        _running[1].SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => first);
        _time.Advance(SharedReads<string, int>.Gap);
        await BegunAsync(2);
        End(2);
        Assert.Equal(2, await second);
        Assert.Equal(5, await _reads.ReadAsync("a", () => Task.FromResult(5), default));
    }

    [Fact]
    public async Task Read_OneLeaves_TheOthersStillGetIt()
    {
        using var gone = new CancellationTokenSource();
        var leaving = AskAsync("a", gone.Token);
        await BegunAsync(1);
        var staying = AskAsync("a");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);

        End(1);
        _time.Advance(SharedReads<string, int>.Gap);
        await BegunAsync(2);
        End(2);
        Assert.Equal(2, await staying);
    }

    private Task<int> AskAsync(string key, CancellationToken stop = default) => _reads.ReadAsync(key, () =>
    {
        lock (_running)
            return (_running[Interlocked.Increment(ref _begun)] = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }, stop);

    private void End(int number)
    {
        lock (_running)
            _running[number].SetResult(number);
    }

    /// <summary>Until so many have begun; the next may still be about to wait for its gap, so time is moved until it has.</summary>
    private async Task BegunAsync(int number)
    {
        var limit = TimeProvider.System.GetTimestamp();
        while (Volatile.Read(ref _begun) < number)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(limit) < TimeSpan.FromSeconds(30), $"Reading {number} did not begin.");
            if (number > 1)
                _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }
    }
}
