using System.Collections.Concurrent;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>The open pages of this process by person, so that the server can close them.</summary>
internal sealed class OpenCircuits
{
    /// <summary>Pages one person may have open at a time; Blazor itself has no limit (faults.md, Circuit DoS).</summary>
    public const int MostPerPerson = 20;

    /// <summary>
    /// Live connections one person may have: somewhat more than pages, since a page that is loaded again opens the next before the last is gone.
    /// A connection costs memory before it has a page, and a page is counted only when it draws something.
    /// </summary>
    public const int MostConnections = 30;

    private readonly ConcurrentDictionary<CircuitExit, string> _open = new();
    private readonly ConcurrentDictionary<string, int> _connections = new(StringComparer.Ordinal);

    /// <returns><c>false</c>: the person has too many open already.</returns>
    public bool TryAdd(CircuitExit exit, string accountId)
    {
        _open[exit] = accountId;
        if (CountOf(accountId) <= MostPerPerson)
            return true;
        _open.TryRemove(exit, out _);
        return false;
    }

    /// <returns><c>false</c>: the person has too many connections already.</returns>
    public bool TryConnect(string accountId)
    {
        if (_connections.AddOrUpdate(accountId, 1, (_, count) => count + 1) <= MostConnections)
            return true;
        Disconnect(accountId);
        return false;
    }

    public void Disconnect(string accountId) => _connections.AddOrUpdate(accountId, 0, (_, count) => count - 1);

    public void Remove(CircuitExit exit) => _open.TryRemove(exit, out _);

    public int CountOf(string accountId) => _open.Values.Count(id => id == accountId);

    public IReadOnlyList<CircuitExit> ExitsOf(string accountId) => [.. _open.Where(c => c.Value == accountId).Select(c => c.Key)];

    /// <summary>Closes every page of the person, but the one that is leaving by itself: a second navigation would break off its first.</summary>
    public Task CloseAsync(string accountId, CircuitEnd end, Guid? leaving = null) =>
        Task.WhenAll(ExitsOf(accountId).Where(exit => exit.Page != leaving).Select(exit => exit.LeaveAsync(end)));
}
