using System.Diagnostics;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>
/// One trace for each device of a batch, from its confirmation to the proof (decision 0032): the trace's id <em>is</em> the request's id, so that every node and every
/// start of the console finds it again without having stored anything, and a person can paste the one where the other is asked for. A batch has a trace of
/// its own in the same way, and each span of a request links to it.
/// </summary>
internal static class OrderTraces
{
    /// <summary>Everything that is done to send one device: standing, read, budget, intent, POST, answer.</summary>
    public const string Send = "order.send";

    /// <summary>The POST itself.</summary>
    public const string Post = "order.post";

    /// <summary>One look at an armed device.</summary>
    public const string Look = "order.look";

    public static bool IsOn => TelemetrySource.Spans.HasListeners();

    public static Activity? StartSend(Guid requestId, Guid batchId) => Start(Send, ActivityKind.Internal, requestId, batchId);

    public static Activity? StartLook(Guid requestId, Guid batchId) => Start(Look, ActivityKind.Internal, requestId, batchId);

    /// <summary>Inside <see cref="Send"/>, whose trace it joins.</summary>
    public static Activity? StartPost(OrderKind kind)
    {
        var span = TelemetrySource.Spans.StartActivity(Post, ActivityKind.Client);
        span?.SetTag(Tags.Kind, kind.ToString());
        return span;
    }

    /// <summary>What was committed about one device or one batch, as a span named after its audit entry.</summary>
    public static void Committed(string type, Guid? requestId, Guid? batchId, string? to, DateTimeOffset at)
    {
        if (!IsOn || (requestId ?? batchId) is not { } id)
            return;
        using var span = Start(type, ActivityKind.Internal, id, requestId is null ? null : batchId, at);
        span?.SetTag(Tags.Event, type).SetTag(Tags.BatchId, batchId?.ToString()).SetTag(Tags.RequestId, requestId?.ToString()).SetTag(Tags.State, to);
    }

    /// <summary>The trace of a request or a batch: its sixteen bytes in the order in which the id is written.</summary>
    public static ActivityTraceId TraceOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    private static Activity? Start(string name, ActivityKind kind, Guid id, Guid? batchId, DateTimeOffset at = default)
    {
        if (!IsOn)
            return null;
        var trace = TraceOf(id);
        var parent = Activity.Current is { } current && current.TraceId == trace ? current.Context : new ActivityContext(trace, default, ActivityTraceFlags.Recorded);
        var links = batchId is { } batch ? new[] { new ActivityLink(AnchorOf(batch)) } : null;
        var span = TelemetrySource.Spans.StartActivity(name, kind, parent, tags: null, links, at);
        if (batchId is not null)
            span?.SetTag(Tags.RequestId, id.ToString()).SetTag(Tags.BatchId, batchId.ToString());
        return span;
    }

    /// <summary>A link needs a span: the batch's id gives one that is the same everywhere, although no span of that id is ever written.</summary>
    private static ActivityContext AnchorOf(Guid batchId)
    {
        Span<byte> bytes = stackalloc byte[16];
        batchId.TryWriteBytes(bytes, bigEndian: true, out _);
        return new(ActivityTraceId.CreateFromBytes(bytes), ActivitySpanId.CreateFromBytes(bytes[8..]), ActivityTraceFlags.Recorded);
    }
}
