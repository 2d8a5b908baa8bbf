using System.Collections.Concurrent;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Counts how often the stored verdicts of a run changed, so that a kept hit list of an older state is not used.</summary>
internal sealed class VerdictStamp
{
    private readonly ConcurrentDictionary<long, int> _stamps = new();

    public int Of(long run) => _stamps.GetValueOrDefault(run);

    public void Changed(long run) => _stamps.AddOrUpdate(run, 1, (_, old) => old + 1);
}
