using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AutopilotReset.Engine.Telemetry;

namespace AutopilotReset.Engine.Tests.Operations;

/// <summary>Listens to our own meter while it lives.</summary>
internal sealed class Counters : IDisposable
{
    private readonly ConcurrentQueue<Heard> _heard = new();
    private readonly MeterListener _listener = new();

    public Counters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == TelemetrySource.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Hear(i, value, tags));
        _listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Hear(i, value, tags));
        _listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Hear(i, value, tags));
        _listener.Start();
    }

    public IReadOnlyCollection<Heard> All => _heard;

    /// <summary>Sum of a counter, or of a histogram's values.</summary>
    public double Sum(string name, string? tag = null, string? value = null) => Of(name, tag, value).Sum(h => h.Value);

    public IEnumerable<Heard> Of(string name, string? tag = null, string? value = null) =>
        _heard.Where(h => h.Name == "autopilot_reset." + name && (tag is null || h.Tags.GetValueOrDefault(tag) == value));

    /// <summary>Asks the gauges.</summary>
    public void Ask() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _heard.Enqueue(new(instrument.Name, value, tags.ToArray().ToDictionary(t => t.Key, t => $"{t.Value}")));

    internal sealed record Heard(string Name, double Value, IReadOnlyDictionary<string, string> Tags);
}

/// <summary>The meter is the process's: what counts exactly runs while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CountedAlone
{
    public const string Name = "Counted alone";
}
