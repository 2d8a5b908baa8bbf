namespace AutopilotReset.Engine.Telemetry;

/// <summary>
/// Every name that stands beside a measurement or a span of ours. A metric's values come from our own vocabulary: no id of a person or a device, no name.
/// Spans carry our own ids too.
/// </summary>
public static class Tags
{
    /// <summary>Autopilot Reset or wipe.</summary>
    public const string Kind = "kind";

    public const string StatusClass = "status_class";

    /// <summary>Name of an audit entry (<see cref="Shared.Audit.AuditEvents"/>).</summary>
    public const string Event = "event";

    /// <summary>State of one device in a batch.</summary>
    public const string State = "state";

    public const string Outcome = "outcome";

    /// <summary>Name of one of our loops.</summary>
    public const string Loop = "loop";

    /// <summary>A service of Graph that is throttled by itself.</summary>
    public const string Service = "service";

    /// <summary>Name of one of our channels to people.</summary>
    public const string Channel = "channel";

    public const string RequestId = "autopilot_reset.request.id";
    public const string BatchId = "autopilot_reset.batch.id";
    public const string Status = "http.response.status_code";

    /// <summary>What may stand on a metric.</summary>
    public static IReadOnlyList<string> OfMetrics { get; } = [Kind, StatusClass, Event, State, Outcome, Loop, Service, Channel];

    /// <summary>What may stand on a span of ours.</summary>
    public static IReadOnlyList<string> OfSpans { get; } = [RequestId, BatchId, Kind, Event, State, Outcome, Status];
}
