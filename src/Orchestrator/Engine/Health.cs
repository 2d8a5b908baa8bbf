using System.Collections.Concurrent;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine;

/// <summary>What each part last said of itself. A part that is silent says nothing wrong; a part that failed keeps saying so until it works.</summary>
public sealed class EngineHealth(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, HealthRow> _rows = new();
    private readonly ConcurrentDictionary<string, long> _beats = new();

    public IReadOnlyList<HealthRow> Rows => [.. _rows.Values.OrderBy(r => r.What, StringComparer.Ordinal)];

    public void Report(string what, HealthState state, string text) => _rows[what] = new HealthRow(what, state, text, time.GetUtcNow());

    /// <summary>A loop is alive: called at the top of each of its rounds. One that hangs falls silent, whatever it said of itself before.</summary>
    /// <param name="loop">One of <see cref="EngineLoops"/>.</param>
    public void Beat(string loop) => _beats[loop] = time.GetTimestamp();

    /// <summary>Time since the loop's last beat, by the monotonic clock; <c>null</c>: it never began.</summary>
    public TimeSpan? SinceBeat(string loop) => _beats.TryGetValue(loop, out var at) ? time.GetElapsedTime(at) : null;
}

/// <summary>Loops that must not stand still, by name.</summary>
public static class EngineLoops
{
    public const string Sending = "sending";
    public const string Tracking = "tracking";
    public const string Inventory = "inventory";
}

/// <summary>A loop that this process runs; whoever adds the loop registers it.</summary>
/// <param name="Name">One of <see cref="EngineLoops"/>.</param>
/// <param name="Within">Silent for longer than this, it hangs. Longer than the longest single read (ten minutes with Graph's own waits) where a round waits for one.</param>
public sealed record ExpectedLoop(string Name, TimeSpan Within);
