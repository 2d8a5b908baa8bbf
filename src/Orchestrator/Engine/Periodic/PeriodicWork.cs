namespace AutopilotReset.Engine.Periodic;

/// <summary>Something that is done now and then by one node, whichever it is. Doing it twice must do no harm: a node that froze may wake in the middle of it.</summary>
/// <param name="Name">Never renamed: it is stored.</param>
/// <param name="Every">From one beginning to the next.</param>
/// <param name="RunAsync">A failure is logged and waits for the next time.</param>
public sealed record PeriodicWork(string Name, TimeSpan Every, Func<CancellationToken, Task> RunAsync);
