using System.Collections.Frozen;

namespace AutopilotReset.Engine.Graph.Reading;

/// <summary>One service's budget at a moment.</summary>
/// <param name="Class">Which service.</param>
/// <param name="Documented">Graph's documented limit in one <paramref name="Window"/>.</param>
/// <param name="Allowed">Our share of it now: 60 %, less while we yield to others.</param>
/// <param name="Left">Of <paramref name="Allowed"/>, unused in the current window.</param>
/// <param name="Window">10 or 20 seconds.</param>
/// <param name="Yielding">Graph has asked us to slow down.</param>
/// <param name="Waiting">Reads that wait.</param>
public sealed record ReadBudgetState(ReadClass Class, int Documented, int Allowed, int Left, TimeSpan Window, bool Yielding, int Waiting);

/// <summary>
/// All reads of the engine together stay within 60 % of what Graph documents, sweeps within 10 % (design.md, Sending). Every read passes here, since it
/// stands in the clients' own pipeline (<see cref="ReadBudgetHandler"/>).
/// </summary>
public sealed class ReadBudget : IDisposable
{
    private readonly FrozenDictionary<ReadClass, ReadWindow> _windows;

    /// <param name="time">Its timestamps are the monotonic clock.</param>
    public ReadBudget(TimeProvider time)
        : this(time, 1)
    {
    }

    /// <param name="time">Its timestamps are the monotonic clock.</param>
    /// <param name="factor">For measuring against a server that allows so many times more than Graph does.</param>
    internal ReadBudget(TimeProvider time, int factor) =>
        _windows = ReadLimit.All.ToFrozenDictionary(l => l.Class, l => new ReadWindow(l with { Documented = l.Documented * factor }, time));

    /// <summary>What is left now, by service.</summary>
    public IReadOnlyList<ReadBudgetState> State => [.. ReadLimit.All.Select(l => _windows[l.Class].State)];

    /// <summary>
    /// The limit is the app's in the tenant, not a process's: where several read, each takes an equal share. Call it whenever the number of live nodes changes.
    /// </summary>
    /// <param name="nodes">Live processes that read, this one included.</param>
    public void ShareAmong(int nodes)
    {
        foreach (var window in _windows.Values)
            window.ShareAmong(nodes);
    }

    internal ReadWindow Of(ReadClass service) => _windows[service];

    public void Dispose()
    {
        foreach (var window in _windows.Values)
            window.Dispose();
    }
}
