using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Testing.Telemetry;

/// <summary>A collector that speaks OTLP over HTTP on loopback and keeps what it was sent, as it was on the wire.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, string Text)> _raw = new();

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public ConcurrentQueue<CollectedSpan> Spans { get; } = new();

    public ConcurrentQueue<CollectedLog> Logs { get; } = new();

    /// <summary>Paths asked, with the <c>x-api-key</c> and <c>traceparent</c> that came with them.</summary>
    public ConcurrentQueue<(string Path, string? Key, string? TraceParent)> Requests { get; } = new();

    /// <summary>Every byte that arrived for a signal (traces, metrics, logs), as Latin-1 text, for searching what must not be there.</summary>
    public string Raw(string signal) => string.Concat(_raw.Where(r => r.Signal == signal).Select(r => r.Text));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request, string signal)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        _raw.Enqueue((signal, System.Text.Encoding.Latin1.GetString(bytes)));
        var message = new ProtoMessage(bytes);
        if (signal == "traces")
            Each(message, scopes: 2, items: 2, (scope, span) => Spans.Enqueue(CollectedSpan.Of(scope, span)));
        else if (signal == "logs")
            Each(message, scopes: 2, items: 2, (scope, log) => Logs.Enqueue(CollectedLog.Of(scope, log)));
        Requests.Enqueue((request.Path, request.Headers["x-api-key"], request.Headers.TraceParent));
        return Results.Bytes([], "application/x-protobuf");
    }

    private static void Each(ProtoMessage message, int scopes, int items, Action<string, ProtoMessage> take)
    {
        foreach (var scope in message.Messages(1).SelectMany(resource => resource.Messages(scopes)))
        {
            var name = scope.Messages(1).FirstOrDefault()?.Text(1) ?? "";
            foreach (var item in scope.Messages(items))
                take(name, item);
        }
    }
}

/// <summary>A span as it arrived; ids in hexadecimal.</summary>
public sealed record CollectedSpan(string Scope, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<string> LinkedTraces, int Events, string StatusText)
{
    internal static CollectedSpan Of(string scope, ProtoMessage span) => new(
        scope, span.Text(5), Hex(span.Bytes(1)), Hex(span.Bytes(2)), Hex(span.Bytes(4)), CollectedLog.Attributes(span, 9),
        [.. span.Messages(13).Select(l => Hex(l.Bytes(1)))], span.Messages(11).Count(), span.Messages(15).FirstOrDefault()?.Text(2) ?? "");

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>A log record as it arrived.</summary>
public sealed record CollectedLog(string Scope, string Body, IReadOnlyDictionary<string, string> Tags)
{
    internal static CollectedLog Of(string scope, ProtoMessage log) => new(scope, log.Messages(5).FirstOrDefault()?.Text(1) ?? "", Attributes(log, 6));

    internal static Dictionary<string, string> Attributes(ProtoMessage message, int field) =>
        message.Messages(field).ToDictionary(a => a.Text(1), a => Value(a.Messages(2).FirstOrDefault()));

    private static string Value(ProtoMessage? value) => value switch
    {
        null => "",
        _ when value.Has(1) => value.Text(1),
        _ when value.Has(2) => value.Number(2) == 1 ? "true" : "false",
        _ when value.Has(3) => ((long)value.Number(3)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };
}
