using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>
/// The one meter and the one source of spans of this product. Nobody listens unless telemetry is switched on, and then every call below costs a comparison.
/// What each instrument counts stands in docs/telemetry.md, which a test renders from here.
/// </summary>
public static class TelemetrySource
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "AutopilotReset";

    internal static Meter Meter { get; } = new(Name);

    internal static ActivitySource Spans { get; } = new(Name);
}
