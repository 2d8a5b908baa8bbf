namespace AutopilotReset.Engine.Data;

/// <summary>
/// One reading for all who ask the same at the same moment, as pages do that watch one batch (decision 0054): who asks while it runs shares the next one, which begins when this
/// one has ended and no sooner than <see cref="Gap"/> after it began. So nobody is given what was read before they asked. Thread-safe.
/// </summary>
internal sealed class SharedReads<TKey, T>(TimeProvider time) where TKey : notnull
{
    /// <summary>Shorter than anybody notices, and long enough that a thousand pages cost the database ten readings a second.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Turns> _turns = [];

    /// <param name="key">What is asked.</param>
    /// <param name="read">Reads it; the same for whoever asks. It is not cancelled: others may share it.</param>
    /// <param name="stop">Stops waiting.</param>
    public Task<T> ReadAsync(TKey key, Func<Task<T>> read, CancellationToken stop)
    {
        lock (_lock)
        {
            if (_turns.TryGetValue(key, out var turns))
                return (turns.Next ??= Task.Run(() => NextAsync(key, turns, turns.Running, read), CancellationToken.None)).WaitAsync(stop);
            var first = _turns[key] = new Turns { Began = time.GetTimestamp() };
            first.Running = Task.Run(() => TakeAsync(key, first, read), CancellationToken.None);
            return first.Running.WaitAsync(stop);
        }
    }

    private async Task<T> NextAsync(TKey key, Turns turns, Task running, Func<Task<T>> read)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Gap - time.GetElapsedTime(turns.Began) is var left && left > TimeSpan.Zero)
            await Task.Delay(left, time);
        lock (_lock)
            (turns.Running, turns.Next, turns.Began) = (turns.Next!, null, time.GetTimestamp());
        return await TakeAsync(key, turns, read);
    }

    private async Task<T> TakeAsync(TKey key, Turns turns, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        finally
        {
            lock (_lock)
            {
                if (turns.Next is null)
                    _turns.Remove(key);
            }
        }
    }

    private sealed class Turns
    {
        public Task<T> Running { get; set; } = null!;
        public Task<T>? Next { get; set; }
        public long Began { get; set; }
    }
}
