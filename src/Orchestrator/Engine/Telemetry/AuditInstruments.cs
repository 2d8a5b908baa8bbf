using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>The audit's growth.</summary>
internal static class AuditInstruments
{
    private static readonly Counter<long> Entries = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.audit.entries", "{entry}", "Audit entries committed, by `event`.");

    public static bool IsOn => Entries.Enabled;

    public static void Appended(string type) => Entries.Add(1, new KeyValuePair<string, object?>(Tags.Event, type));
}
