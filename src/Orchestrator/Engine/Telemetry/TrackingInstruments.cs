using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Looks at armed devices.</summary>
internal static class TrackingInstruments
{
    private static readonly Counter<long> Looks = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.tracking.looks", "{look}", "Looks at devices being followed, by `outcome`: read, failed.");

    private static readonly Histogram<double> Lag = TelemetrySource.Meter.CreateHistogram<double>(
        "autopilot_reset.tracking.lag", "s", "How long after it was due a look began.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600] });

    /// <summary>Begins one look.</summary>
    /// <param name="late">How long it has been due.</param>
    public static LookSpan Begin(Guid requestId, Guid batchId, TimeSpan late)
    {
        Lag.Record(Math.Max(0, late.TotalSeconds));
        return new(OrderTraces.StartLook(requestId, batchId));
    }

    /// <summary>One look; read unless it is said to have failed.</summary>
    internal sealed class LookSpan(Activity? span) : IDisposable
    {
        private string _outcome = "read";

        public void Failed() => _outcome = "failed";

        public void Dispose()
        {
            Looks.Add(1, new KeyValuePair<string, object?>(Tags.Outcome, _outcome));
            span?.SetTag(Tags.Outcome, _outcome).Dispose();
        }
    }
}
