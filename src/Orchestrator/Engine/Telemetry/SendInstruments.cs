using System.Diagnostics;
using System.Diagnostics.Metrics;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Telemetry;

/// <summary>The POST of an order, counted where it meets the wire: what was prepared and never sent is not counted.</summary>
internal static class SendInstruments
{
    private static readonly Counter<long> Posts = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.send.posts", "{post}", "POSTs of an order that left this machine, or may have; by `kind`. Its rate is the send rate.");

    private static readonly Counter<long> Answers = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.send.answers", "{answer}", "What came back to those POSTs, by `kind` and `status_class`: 2xx, 3xx, 429, 4xx (the other ones), 5xx, none.");

    private static readonly Counter<long> Throttles = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.send.throttles", "{answer}", "POSTs that Graph answered with 429, by `kind`.");

    private static readonly Counter<long> NeverLeft = TelemetrySource.Meter.CreateCounter<long>(
        "autopilot_reset.send.never_left", "{post}", "POSTs of which no byte left, because the connection could not be made; by `kind`.");

    private static readonly Histogram<double> Duration = TelemetrySource.Meter.CreateHistogram<double>(
        "autopilot_reset.send.duration", "s", "From the POST to its answer, by `kind` and `status_class`.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 100] });

    /// <summary>Begins to measure one POST.</summary>
    public static Post Begin(OrderKind kind) => new(kind);

    internal static string StatusClass(int? status) => status switch
    {
        null => "none",
        429 => "429",
        _ => $"{status / 100}xx",
    };

    /// <summary>One POST being made, with its span.</summary>
    internal sealed class Post(OrderKind kind) : IDisposable
    {
        private readonly Activity? _span = OrderTraces.StartPost(kind);
        private readonly long _began = Stopwatch.GetTimestamp();

        /// <param name="status">HTTP status; <c>null</c>: no answer.</param>
        /// <param name="left"><c>false</c>: no byte of the request was written.</param>
        public void End(int? status, bool left)
        {
            var kindTag = new KeyValuePair<string, object?>(Tags.Kind, kind.ToString());
            var statusTag = new KeyValuePair<string, object?>(Tags.StatusClass, StatusClass(status));
            _span?.SetTag(Tags.Status, status);
            if (!left)
            {
                NeverLeft.Add(1, kindTag);
                return;
            }

            Posts.Add(1, kindTag);
            Answers.Add(1, kindTag, statusTag);
            if (status == 429)
                Throttles.Add(1, kindTag);
            Duration.Record(Stopwatch.GetElapsedTime(_began).TotalSeconds, kindTag, statusTag);
        }

        public void Dispose() => _span?.Dispose();
    }
}
