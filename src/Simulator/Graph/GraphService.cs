using System.Text;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Answers one request: token, route, limits, permission, work; with faults before and after, and everything written down.</summary>
internal sealed class GraphService(
    RouteTable routes, TokenCheck tokens, Throttle throttle, FaultBook faults, RequestLog requests, ViolationLog violations, OrderLog orders, ExchangeRecorder recorder)
{
    private static readonly string[] _headersThatMatter =
        ["client-request-id", "ConsistencyLevel", "Prefer", "Content-Type", "User-Agent", "x-ms-throttle-priority", "x-msft-approval-justification", "x-msft-approval-code"];

    public GraphAnswer Answer(GraphCall call)
    {
        var (caller, refusal) = tokens.Check(call);
        call.Caller = caller;
        call.Route = routes.Find(call);
        var fault = faults.Strike(call.Method, call.Host, $"/{call.Version}{call.Path}", caller?.Name);
        var answer = fault is { When: FaultMoment.Before } && FaultAnswers.Replaces(fault)
            ? FaultAnswers.Apply(call, fault, null)
            : refusal ?? Work(call);
        if (fault is not null && answer.Fault is null) answer = FaultAnswers.Apply(call, fault, answer);
        if (answer.Order is { } order && answer.Status != order.AnsweredStatus) orders.Answered(order, answer.Status);
        WriteDown(call, answer);
        return answer;
    }

    private GraphAnswer Work(GraphCall call)
    {
        if (call.Route is not { } route) return GraphErrors.Usual(call, 404, "ResourceNotFound", $"Resource not found for the segment '{(call.Segments.Count == 0 ? "" : call.Segments[^1])}'.");
        if (throttle.Refuses(route, call.Now) is { } limit) return Throttled(call, limit.Limit, limit.Wait);
        return Permission.Refusal(call, route) ?? route.Handle(call);
    }

    private GraphAnswer Throttled(GraphCall call, string limit, double wait)
    {
        violations.Add(new Violation(call.Now, limit, call.Method, call.Path, wait));
        return GraphErrors.Usual(call, 429, "TooManyRequests", "Too Many Requests") with
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = wait.ToString("0", System.Globalization.CultureInfo.InvariantCulture) },
        };
    }

    private void WriteDown(GraphCall call, GraphAnswer answer)
    {
        var body = call.Body.IsEmpty ? null : Encoding.UTF8.GetString(call.Body.Span);
        requests.Add(new LoggedRequest
        {
            Time = call.Now,
            Method = call.Method,
            Host = call.Host,
            Path = $"/{call.Version}{call.Path}",
            Query = call.RawQuery,
            Route = call.Route?.Name,
            Headers = _headersThatMatter.Where(h => call.Header(h) is not null).ToDictionary(h => h, h => call.Header(h)!),
            Body = body?[..Math.Min(body.Length, 8192)],
            Status = answer.Status,
            ObjectId = call.Caller?.ObjectId,
            AppId = call.Caller?.AppId,
            Persona = call.Caller?.Persona?.Name,
            InBatch = call.InBatch,
            Fault = answer.Fault?.Id,
        });
        if (!recorder.Wanted) return;
        recorder.Add(new Exchange(call.Now, call.Method, call.Host, call.Version, call.Path, call.RawQuery, call.Route?.Name, body,
            answer.Status, answer.Body.IsEmpty ? null : Encoding.UTF8.GetString(answer.Body.Span), call.InBatch, answer.Fault is not null));
    }
}
