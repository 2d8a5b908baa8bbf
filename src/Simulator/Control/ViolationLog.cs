namespace AutopilotReset.Simulator.Control;

/// <summary>A request above a documented limit (graph.md §9).</summary>
public sealed record Violation(DateTimeOffset Time, string Limit, string Method, string Path, double RetryAfterSeconds);

/// <summary>Every request that was throttled, oldest first.</summary>
public sealed class ViolationLog
{
    private readonly Lock _gate = new();
    private readonly List<Violation> _violations = [];

    /// <summary>A copy of all violations.</summary>
    public IReadOnlyList<Violation> All
    {
        get
        {
            lock (_gate) return [.. _violations];
        }
    }

    internal void Add(Violation violation)
    {
        lock (_gate) _violations.Add(violation);
    }
}
