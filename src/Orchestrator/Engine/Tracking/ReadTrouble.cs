using System.Collections.Concurrent;
using AutopilotReset.Shared.Resets;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

/// <summary>Devices whose last read failed: how long to wait before the next, and the sentence for the health page.</summary>
internal sealed class ReadTrouble(IOptions<TrackingOptions> options)
{
    private readonly ConcurrentDictionary<Guid, (int Failures, string Text)> _failing = new();

    /// <summary><c>null</c> when every last read worked.</summary>
    public string? Summary => _failing.IsEmpty
        ? null
        : $"{Counted.Devices(_failing.Count)} with an armed order cannot be read now; that is tried again, and nothing is concluded from it. Last: {_failing.Values.First().Text}";

    /// <returns>How long to wait: doubling from <see cref="TrackingOptions.FirstRetry"/> to <see cref="TrackingOptions.LongestRetry"/>.</returns>
    public TimeSpan Add(Guid requestId, string text)
    {
        var (failures, _) = _failing.AddOrUpdate(requestId, (1, text), (_, was) => (was.Failures + 1, text));
        var wait = options.Value.FirstRetry * Math.Pow(2, Math.Min(failures - 1, 20));
        return wait < options.Value.LongestRetry ? wait : options.Value.LongestRetry;
    }

    public IReadOnlyList<Guid> Failing => [.. _failing.Keys];

    public void Clear(Guid requestId) => _failing.TryRemove(requestId, out _);
}
