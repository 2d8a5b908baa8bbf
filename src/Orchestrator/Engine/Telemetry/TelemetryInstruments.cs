using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Telemetry about itself.</summary>
internal static class TelemetryInstruments
{
    private static readonly Counter<long> Failures = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.telemetry.failures", "{failure}", "Commits that could not be measured. Anything above 0 is a bug of this console.");

    public static void Failed() => Failures.Add(1);
}
