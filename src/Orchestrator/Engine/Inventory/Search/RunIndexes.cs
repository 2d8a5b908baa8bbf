using System.Collections.Concurrent;
using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>The indexes of the runs looked at last.</summary>
internal sealed class RunIndexes : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentDictionary<long, (RunIndex Index, long Used)> _indexes = new();
    private readonly ConsoleDatabase _database;
    private readonly IDisposable? _heard;
    private long _clock;

    /// <param name="database">Holds the runs.</param>
    /// <param name="feed">Other processes judge too: what they wrote is read again.</param>
    public RunIndexes(ConsoleDatabase database, ChangeFeed? feed = null)
    {
        _database = database;
        _heard = feed?.SubscribeHeard(OnHeard);
    }

    public void Dispose() => _heard?.Dispose();

    public RunIndex Of(long run)
    {
        var used = Interlocked.Increment(ref _clock);
        var index = _indexes.AddOrUpdate(run, id => (new RunIndex(_database, id), used), (_, known) => (known.Index, used)).Index;
        if (_indexes.Count > Kept)
        {
            foreach (var (old, _) in _indexes.OrderBy(i => i.Value.Used).Take(_indexes.Count - Kept))
                _indexes.TryRemove(old, out _);
        }

        return index;
    }

    private void OnHeard(Change change)
    {
        if (change.Kind != ChangeKind.Inventory)
            return;
        foreach (var (index, _) in _indexes.Values)
            index.ForgetVerdicts();
    }
}
