using System.Diagnostics.Metrics;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>What became of orders, counted when it committed.</summary>
internal static class OrderInstruments
{
    private static readonly Counter<long> Events = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.order.events", "{event}", "What happened to devices of batches, by `event` (the name of its audit entry).");

    private static readonly Counter<long> Unknowns = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.order.unknowns", "{order}", "Orders that became Unknown: nobody can tell whether Intune took them.");

    private static readonly Histogram<double> TimeToProof = TelemetrySource.Meter.CreateHistogram<double>(
        "autopilot_reset.order.time_to_proof", "s", "From Intune's acceptance to proof, by `kind`.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [300, 600, 1_200, 1_800, 2_700, 3_600, 7_200, 14_400, 28_800, 86_400, 259_200, 604_800, 2_592_000] });

    public static bool IsOn => Events.Enabled || Unknowns.Enabled || TimeToProof.Enabled;

    public static void Committed(string type, bool becameUnknown)
    {
        Events.Add(1, new KeyValuePair<string, object?>(Tags.Event, type));
        if (becameUnknown)
            Unknowns.Add(1);
    }

    public static void Proven(OrderKind kind, TimeSpan after) => TimeToProof.Record(after.TotalSeconds, new KeyValuePair<string, object?>(Tags.Kind, kind.ToString()));
}
