namespace AutopilotReset.Web.Tests.Testing.Fakes;

internal sealed class FakeChangeFeed : IChangeFeed
{
    private readonly List<Action<Change>> _subscribers = [];

    public int Subscribers => _subscribers.Count;

    public IDisposable Subscribe(Action<Change> onChange)
    {
        _subscribers.Add(onChange);
        return new Subscription(() => _subscribers.Remove(onChange));
    }

    public void Say(ChangeKind kind, Guid? id = null) => _subscribers.ToList().ForEach(s => s(new Change(kind, id)));

    private sealed class Subscription(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
