using System.Collections.Concurrent;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>Tells the pages of this process what committed.</summary>
public sealed class ChangeFeed : IChangeFeed
{
    private readonly ConcurrentDictionary<Subscription, Action<Change>> _subscribers = new();

    public IDisposable Subscribe(Action<Change> onChange)
    {
        var subscription = new Subscription(this);
        _subscribers[subscription] = onChange;
        return subscription;
    }

    public void Publish(Change change)
    {
        foreach (var subscriber in _subscribers.Values)
            subscriber(change);
    }

    private sealed class Subscription(ChangeFeed feed) : IDisposable
    {
        public void Dispose() => feed._subscribers.TryRemove(this, out _);
    }
}
