using System.Collections.Concurrent;
using AutopilotReset.Engine.Data;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>The indexes of the runs looked at last.</summary>
internal sealed class RunIndexes(ConsoleDatabase database)
{
    private const int Kept = 4;

    private readonly ConcurrentDictionary<long, (RunIndex Index, long Used)> _indexes = new();
    private long _clock;

    public RunIndex Of(long run)
    {
        var used = Interlocked.Increment(ref _clock);
        var index = _indexes.AddOrUpdate(run, id => (new RunIndex(database, id), used), (_, known) => (known.Index, used)).Index;
        if (_indexes.Count > Kept)
        {
            foreach (var (old, _) in _indexes.OrderBy(i => i.Value.Used).Take(_indexes.Count - Kept))
                _indexes.TryRemove(old, out _);
        }

        return index;
    }
}
