using System.Collections.Concurrent;
using System.Security.Cryptography;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>Tells the pages and stages of this process what committed, here or in another process.</summary>
public sealed class ChangeFeed : IChangeFeed
{
    /// <summary>Tells this process's announcements from those of others.</summary>
    internal string Name { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private readonly ConcurrentDictionary<Subscription, Action<Change>> _subscribers = new();

    public IDisposable Subscribe(Action<Change> onChange)
    {
        var subscription = new Subscription(this);
        _subscribers[subscription] = onChange;
        return subscription;
    }

    /// <summary>Rows changed that this process may have in memory: what another process says, or everything after it could not be heard.</summary>
    internal event Action<Change>? Heard;

    /// <summary>Another process committed this.</summary>
    internal void Hear(Change change)
    {
        Heard?.Invoke(change);
        Publish(change);
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
