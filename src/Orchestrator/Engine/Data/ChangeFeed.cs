using System.Collections.Concurrent;
using System.Security.Cryptography;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Data;

/// <summary>Tells the pages and stages of this process what committed, here or in another process.</summary>
public sealed class ChangeFeed : IChangeFeed
{
    /// <summary>Tells this process's announcements from those of others.</summary>
    internal string Name { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private readonly Subscribers _all = new();
    private readonly Subscribers _heard = new();

    public IDisposable Subscribe(Action<Change> onChange) => _all.Add(onChange);

    /// <summary>Rows changed that this process may have in memory: what another process says, or everything after it could not be heard.</summary>
    internal IDisposable SubscribeHeard(Action<Change> onChange) => _heard.Add(onChange);

    /// <summary>Another process committed this.</summary>
    internal void Hear(Change change)
    {
        _heard.Tell(change);
        Publish(change);
    }

    public void Publish(Change change) => _all.Tell(change);

    private sealed class Subscribers
    {
        private readonly ConcurrentDictionary<Subscription, Action<Change>> _actions = new();

        public Subscription Add(Action<Change> onChange)
        {
            var subscription = new Subscription(this);
            _actions[subscription] = onChange;
            return subscription;
        }

        public void Tell(Change change)
        {
            foreach (var action in _actions.Values)
                action(change);
        }

        public void Remove(Subscription subscription) => _actions.TryRemove(subscription, out _);
    }

    private sealed class Subscription(Subscribers subscribers) : IDisposable
    {
        public void Dispose() => subscribers.Remove(this);
    }
}
