using System.Collections.Concurrent;

namespace AutopilotReset.Web.Access.Circuits;

/// <summary>The open pages of this process by person, so that the server can close them.</summary>
internal sealed class OpenCircuits
{
    /// <summary>Pages one person may have open at a time; Blazor itself has no limit (faults.md, Circuit DoS).</summary>
    public const int MostPerPerson = 20;

    private readonly ConcurrentDictionary<CircuitExit, string> _open = new();

    /// <returns><c>false</c>: the person has too many open already.</returns>
    public bool TryAdd(CircuitExit exit, string accountId)
    {
        _open[exit] = accountId;
        if (CountOf(accountId) <= MostPerPerson)
            return true;
        _open.TryRemove(exit, out _);
        return false;
    }

    public void Remove(CircuitExit exit) => _open.TryRemove(exit, out _);

    public int CountOf(string accountId) => _open.Values.Count(id => id == accountId);

    /// <summary>Closes every page of the person, but the one that is leaving by itself: a second navigation would break off its first.</summary>
    public Task CloseAsync(string accountId, CircuitEnd end, Guid? leaving = null) =>
        Task.WhenAll(_open.Where(c => c.Value == accountId && c.Key.Page != leaving).Select(c => c.Key.LeaveAsync(end)));
}
