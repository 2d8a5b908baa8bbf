using System.Collections.Concurrent;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine;

/// <summary>What each part last said of itself. A part that is silent says nothing wrong; a part that failed keeps saying so until it works.</summary>
public sealed class EngineHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, HealthRow> _rows = new();

    public IReadOnlyList<HealthRow> Rows => [.. _rows.Values.OrderBy(r => r.What, StringComparer.Ordinal)];

    public void Report(string what, HealthState state, string text) => _rows[what] = new HealthRow(what, state, text, time.GetUtcNow());
}
