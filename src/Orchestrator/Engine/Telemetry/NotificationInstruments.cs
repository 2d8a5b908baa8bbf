using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>Messages to people.</summary>
internal static class NotificationInstruments
{
    private static readonly Counter<long> Tries = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.notification.tries", "{try}", "Tries to deliver a message, by `channel` (E-mail, Teams, Slack, JSON) and `outcome`: delivered, failed.");

    public static void Tried(string channel, bool delivered) =>
        Tries.Add(1, new(Tags.Channel, channel), new(Tags.Outcome, delivered ? "delivered" : "failed"));
}
