using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Reads of the whole inventory.</summary>
internal static class InventoryInstruments
{
    /// <summary>Name of a sync's span; each sync is a trace of its own.</summary>
    public const string Sync = "inventory.sync";

    private static readonly Histogram<double> Duration = TelemetrySource.Meter.CreateHistogram<double>(
        "autopilot_reset.inventory.sync.duration", "s", "Full reads of the inventory, by `outcome`: complete, failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800] });

    private static readonly Counter<long> Entries = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.inventory.sync.entries", "{entry}", "Entries of Graph's lists read by complete syncs.");

    public static SyncSpan Begin() => new();

    /// <summary>One sync; failed unless it is said to be complete.</summary>
    internal sealed class SyncSpan : IDisposable
    {
        private readonly Activity? _span = TelemetrySource.Spans.StartActivity(Sync, ActivityKind.Internal, parentContext: default);
        private readonly long _began = Stopwatch.GetTimestamp();
        private string _outcome = "failed";

        public void Complete(int entries)
        {
            _outcome = "complete";
            Entries.Add(entries);
        }

        public void Dispose()
        {
            Duration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, new KeyValuePair<string, object?>(Tags.Outcome, _outcome));
            _span?.SetTag(Tags.Outcome, _outcome).Dispose();
        }
    }
}
