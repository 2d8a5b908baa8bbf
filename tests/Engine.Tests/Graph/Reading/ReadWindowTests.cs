using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.Extensions.Time.Testing;

namespace AutopilotReset.Engine.Tests.Graph.Reading;

/// <summary>The budget of one service by itself: 1,000 documented in 20 s, so 600 ours and 100 for sweeps.</summary>
public sealed class ReadWindowTests : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly ReadWindow _window;

    public ReadWindowTests() => _window = new ReadWindow(new ReadLimit(ReadClass.IntuneDevices, 1_000, Window), _time);

    public void Dispose() => _window.Dispose();

    [Theory]
    [InlineData(ReadPriority.Send, 600)]
    [InlineData(ReadPriority.Look, 540)]
    [InlineData(ReadPriority.Sweep, 100)]
    [InlineData(ReadPriority.Review, 450)]
    [InlineData(ReadPriority.Inventory, 360)]
    public async Task Take_MoreThanAllowed_LetsThroughSoManyAndTheRestAWindowLater(ReadPriority priority, int most)
    {
        var takes = Answered(priority, 700);
        Assert.Equal(most, takes.Count(t => t.IsCompletedSuccessfully));

        _time.Advance(Window);
        Assert.Equal(most, takes.Count(t => t.IsCompletedSuccessfully));
        _time.Advance(TimeSpan.FromMilliseconds(2));
        await PracticeRig.UntilAsync(() => takes.Count(t => t.IsCompletedSuccessfully) == Math.Min(700, most * 2));
    }

    [Fact]
    public async Task Take_AnsweredLate_CountsUntilAWindowAfterTheAnswer()
    {
        for (var i = 0; i < 600; i++)
            await _window.TakeAsync(ReadPriority.Send, 1, default);
        _time.Advance(TimeSpan.FromMinutes(1));
        var next = _window.TakeAsync(ReadPriority.Send, 1, default);
        Assert.False(next.IsCompleted);

        _window.Answered(ReadPriority.Send, 1);
        _time.Advance(Window - TimeSpan.FromMilliseconds(1));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(3));
        await next;
    }

    [Fact]
    public void Take_FilledByTheInventory_LeavesRoomForEverybodyBefore()
    {
        Answered(ReadPriority.Inventory, 700);

        Assert.Equal(90, Answered(ReadPriority.Review, 200).Count(t => t.IsCompleted));
        Assert.Equal(90, Answered(ReadPriority.Look, 200).Count(t => t.IsCompleted));
        Assert.Equal(60, Answered(ReadPriority.Send, 200).Count(t => t.IsCompleted));
    }

    [Fact]
    public async Task Take_ManyWait_GoByPriorityThenByOrder()
    {
        // Each takes so much that only one fits into a window.
        await _window.TakeAsync(ReadPriority.Send, 600, default);
        ReadPriority[] asked = [ReadPriority.Inventory, ReadPriority.Review, ReadPriority.Look, ReadPriority.Send, ReadPriority.Look];
        var waiting = asked.Select(p => _window.TakeAsync(p, 600, default)).ToList();
        Assert.Equal(5, _window.State.Waiting);

        foreach (var next in new[] { 3, 2, 4, 1, 0 })
        {
            Assert.False(waiting[next].IsCompleted);
            _window.Answered(ReadPriority.Send, 600);
            _time.Advance(Window + TimeSpan.FromMilliseconds(2));
            await waiting[next];
        }
    }

    [Fact]
    public async Task Take_OnePlaceFree_IsTheSendsAlthoughTheInventoryAskedFirst()
    {
        Answered(ReadPriority.Send, 599);
        _time.Advance(TimeSpan.FromSeconds(1));
        await _window.TakeAsync(ReadPriority.Send, 1, default);
        var inventory = _window.TakeAsync(ReadPriority.Inventory, 1, default);
        var look = _window.TakeAsync(ReadPriority.Look, 600, default);
        var send = _window.TakeAsync(ReadPriority.Send, 599, default);

        _time.Advance(TimeSpan.FromSeconds(19.01));
        await send;
        Assert.False(inventory.IsCompleted || look.IsCompleted);
    }

    [Fact]
    public async Task Take_SweepAtItsOwnLimit_HoldsUpNobodyElse()
    {
        var sweeps = Answered(ReadPriority.Sweep, 101);
        Assert.False(sweeps[^1].IsCompleted);

        await _window.TakeAsync(ReadPriority.Inventory, 1, default);
        Assert.False(sweeps[^1].IsCompleted);
    }

    [Fact]
    public async Task Take_GivenUp_FreesItsPlaceInTheQueue()
    {
        Answered(ReadPriority.Send, 600);
        using var patience = new CancellationTokenSource();
        var first = _window.TakeAsync(ReadPriority.Send, 1, patience.Token);
        var second = _window.TakeAsync(ReadPriority.Send, 1, default);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _time.Advance(Window + TimeSpan.FromMilliseconds(2));
        await second;
        Assert.Equal(599, _window.State.Left);
    }

    [Fact]
    public async Task Yield_RetryAfter_WaitsThenGoesAtHalfAndRecovers()
    {
        _window.Yield(TimeSpan.FromSeconds(30));
        Assert.True(_window.State.Yielding);
        var first = _window.TakeAsync(ReadPriority.Send, 1, default);
        _time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(first.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        await first;

        Assert.InRange(_window.State.Allowed, 300, 360);
        _time.Advance(Window * 4);
        Assert.InRange(_window.State.Allowed, 420, 599);
        _time.Advance(Window * 6);
        Assert.Equal((600, false), (_window.State.Allowed, _window.State.Yielding));
    }

    [Fact]
    public void Yield_SeveralReadsHearTheSameComplaint_HalvesOnce()
    {
        for (var i = 0; i < 8; i++)
            _window.Yield(TimeSpan.FromSeconds(1));
        Assert.Equal(300, _window.State.Allowed);

        _time.Advance(TimeSpan.FromSeconds(2));
        _window.Yield(TimeSpan.FromSeconds(1));
        Assert.Equal(150, _window.State.Allowed);
    }

    [Fact]
    public void ShareAmong_ThreeNodes_IsAThirdEach()
    {
        _window.ShareAmong(3);

        Assert.Equal(200, _window.State.Allowed);
        Assert.Equal(33, Answered(ReadPriority.Sweep, 50).Count(t => t.IsCompleted));
        Assert.Equal(200 - 33, Answered(ReadPriority.Send, 300).Count(t => t.IsCompleted));
    }

    /// <summary>A busy machine puts a thread aside between its look and its going to sleep: the moment that it wants to sleep until may have passed by then.</summary>
    [Fact]
    public async Task Take_TimePassesBetweenLookAndSleep_WakesUpAllTheSame()
    {
        var time = new PassingTime();
        using var window = new ReadWindow(new ReadLimit(ReadClass.IntuneDevices, 10, Window), time);
        for (var i = 0; i < 6; i++)
        {
            await window.TakeAsync(ReadPriority.Send, 1, default);
            window.Answered(ReadPriority.Send, 1);
        }

        time.Advance(Window - TimeSpan.FromMilliseconds(20));
        time.WithEachLook = TimeSpan.FromMilliseconds(6);
        var next = window.TakeAsync(ReadPriority.Send, 1, default);
        time.WithEachLook = TimeSpan.Zero;

        time.Advance(TimeSpan.FromMilliseconds(2));
        await PracticeRig.UntilAsync(() => next.IsCompletedSuccessfully);
    }

    private sealed class PassingTime : FakeTimeProvider
    {
        private long _passed;

        /// <summary>Passes whenever somebody looks at the clock.</summary>
        public TimeSpan WithEachLook { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (_passed += WithEachLook.Ticks);
    }

    private List<Task> Answered(ReadPriority priority, int count)
    {
        var takes = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            var take = _window.TakeAsync(priority, 1, CancellationToken.None);
            takes.Add(take);
            if (take.IsCompleted)
                _window.Answered(priority, 1);
        }

        return takes;
    }
}
