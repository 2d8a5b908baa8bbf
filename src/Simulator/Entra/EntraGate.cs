using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Graph;

namespace AutopilotReset.Simulator.Entra;

/// <summary>Faults and the log in front of the sign-in service. Secrets never reach the log.</summary>
internal sealed class EntraGate(FaultBook faults, RequestLog requests, TimeProvider time)
{
    private static readonly string[] _secrets = ["client_secret", "client_assertion", "code", "refresh_token", "code_verifier"];

    public async Task HandleAsync(HttpContext context, Func<HttpContext, Task> next)
    {
        var path = context.Request.Path.Value ?? "";
        var body = context.Request.HasFormContentType ? await FormAsync(context) : null;
        var fault = faults.Strike(context.Request.Method, context.Request.Host.Host, path, persona: null);
        if (fault is null) await next(context);
        else if (await FaultTimes.SurviveAsync(context, fault, time)) await AnswerAsync(context, fault, next);
        requests.Add(new LoggedRequest
        {
            Time = time.GetUtcNow(),
            Method = context.Request.Method,
            Host = context.Request.Host.Host,
            Path = path,
            Query = context.Request.QueryString.Value?.TrimStart('?') ?? "",
            Body = body,
            Status = fault is { Reset: true } or { Hang: true } ? 0 : context.Response.StatusCode,
            Refusal = (string?)context.Items[EntraService.Refused],
            Fault = fault?.Id,
        });
    }

    private async Task AnswerAsync(HttpContext context, Fault fault, Func<HttpContext, Task> next)
    {
        if (!FaultAnswers.Replaces(fault))
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = fault.Status ?? 200;
        foreach (var (name, value) in FaultAnswers.Headers(fault, time.GetUtcNow())) context.Response.Headers[name] = value;
        context.Response.ContentType = fault.ContentType ?? "application/json";
        await context.Response.WriteAsync(fault.Body ?? """{"error":"temporarily_unavailable","error_description":"AADSTS90033: A transient error has occurred. Please try again."}""");
    }

    private static async Task<string> FormAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        return string.Join('&', form.Select(f => _secrets.Contains(f.Key) ? $"{f.Key}=***" : $"{f.Key}={f.Value}"));
    }
}
