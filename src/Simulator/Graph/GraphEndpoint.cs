using AutopilotReset.Simulator.Control;
using Microsoft.AspNetCore.Http.Features;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Between the wire and the service.</summary>
internal sealed class GraphEndpoint(GraphService service, BatchService batch, ExchangeRecorder recorder, RequestLog requests, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var call = await ReadAsync(context);
        var isBatch = call is { Method: "POST", Path: "/$batch" };
        var answer = isBatch ? batch.Answer(call) : service.Answer(call);
        if (isBatch) WriteBatchDown(call, answer);
        if (answer.Fault is { } fault && !await FaultTimes.SurviveAsync(context, fault, time)) return;
        await WriteAsync(context, call, answer);
    }

    private async Task<GraphCall> ReadAsync(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        var at = target.IndexOf('?', StringComparison.Ordinal);
        var whole = at < 0 ? target : target[..at];
        var query = at < 0 ? "" : target[(at + 1)..];
        var slash = whole.IndexOf('/', 1);
        var version = slash < 0 ? whole.Trim('/') : whole[1..slash];
        var path = slash < 0 ? "/" : whole[slash..];
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var now = time.GetUtcNow();
        return new GraphCall
        {
            Method = context.Request.Method,
            Host = context.Request.Host.Host,
            Version = version,
            Path = path,
            Segments = GraphPath.Segments(path),
            RawQuery = query,
            Query = GraphPath.Query(query),
            Headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            RequestId = Guid.CreateVersion7(now).ToString("D"),
            Now = now,
        };
    }

    private static async Task WriteAsync(HttpContext context, GraphCall call, GraphAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.Headers["request-id"] = call.RequestId;
        response.Headers["client-request-id"] = call.Header("client-request-id") ?? call.RequestId;
        foreach (var (name, value) in answer.Headers) response.Headers[name] = value;
        if (answer.Body.IsEmpty) return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private void WriteBatchDown(GraphCall call, GraphAnswer answer)
    {
        var body = System.Text.Encoding.UTF8.GetString(call.Body.Span);
        const string name = "POST v1.0 /$batch";
        requests.Add(new LoggedRequest { Time = call.Now, Method = call.Method, Host = call.Host, Path = $"/{call.Version}{call.Path}", Route = name, Body = body[..Math.Min(body.Length, 8192)], Status = answer.Status });
        if (recorder.Wanted)
            recorder.Add(new Exchange(call.Now, call.Method, call.Host, call.Version, call.Path, call.RawQuery, name, body, answer.Status, System.Text.Encoding.UTF8.GetString(answer.Body.Span), InBatch: false, Injected: false));
    }
}
