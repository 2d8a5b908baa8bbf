using System.Collections.Concurrent;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>
/// The rules' surroundings for showing rows: kept for some seconds, dropped at once when an order, a batch or a guard changes. Nothing is sent on the strength of it.
/// </summary>
internal sealed class JudgingContexts : IDisposable
{
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (EligibilityContext Context, int Version)> _kept = new();
    private readonly InventoryContexts _contexts;
    private readonly TimeProvider _time;
    private readonly IDisposable _subscription;
    private int _version;
    private int _guards;

    public JudgingContexts(InventoryContexts contexts, ChangeFeed feed, TimeProvider time)
    {
        _contexts = contexts;
        _time = time;
        _subscription = feed.Subscribe(Changed);
    }

    /// <summary>Grows with every change of an order, a batch or a guard.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Grows with every change of a guard.</summary>
    public int Guards => Volatile.Read(ref _guards);

    public async Task<EligibilityContext> GetAsync(Account reader, CancellationToken stop)
    {
        var now = _time.GetUtcNow();
        var version = Version;
        if (_kept.TryGetValue(reader.Id, out var kept) && kept.Version == version && now >= kept.Context.Now && now - kept.Context.Now < Lasts)
            return kept.Context with { Now = now };
        var fresh = await _contexts(reader, stop);
        _kept[reader.Id] = (fresh, version);
        return fresh;
    }

    public void Dispose() => _subscription.Dispose();

    private void Changed(Change change)
    {
        if (change.Kind is ChangeKind.Guard)
            Interlocked.Increment(ref _guards);
        if (change.Kind is ChangeKind.Request or ChangeKind.Batch or ChangeKind.Guard)
            Interlocked.Increment(ref _version);
    }
}
