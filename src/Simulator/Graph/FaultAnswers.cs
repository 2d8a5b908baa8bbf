using System.Globalization;
using System.Text;
using AutopilotReset.Simulator.Control;

namespace AutopilotReset.Simulator.Graph;

/// <summary>Turns a fault into an answer.</summary>
internal static class FaultAnswers
{
    /// <summary>Whether the fault answers in place of the work, rather than only delaying it.</summary>
    public static bool Replaces(Fault fault) => fault.Status is not null || fault.Reset || fault.Hang || fault.Body is not null;

    /// <summary>The faulty answer; <paramref name="done"/> is what the work gave, if it was done.</summary>
    public static GraphAnswer Apply(GraphCall call, Fault fault, GraphAnswer? done)
    {
        if (fault.Reset || fault.Hang) return (done ?? GraphAnswer.NoContent) with { Status = 0, Body = default, Fault = fault };
        if (!Replaces(fault)) return (done ?? GraphAnswer.NoContent) with { Fault = fault };
        var status = fault.Status ?? done?.Status ?? 200;
        var answer = fault.Body is { } body
            ? new GraphAnswer(status, Encoding.UTF8.GetBytes(body), fault.ContentType ?? "application/json")
            : GraphErrors.Usual(call, status, fault.Code ?? GraphErrors.CodeFor(status), fault.Message ?? "A fault was injected.");
        return answer with { Headers = Headers(fault, call.Now), Fault = fault, Order = done?.Order };
    }

    public static Dictionary<string, string> Headers(Fault fault, DateTimeOffset now)
    {
        var headers = new Dictionary<string, string>(fault.Headers);
        if (fault.RetryAfter is not { } seconds || fault.RetryAfterForm == RetryAfterForm.None) return headers;
        headers["Retry-After"] = fault.RetryAfterForm switch
        {
            RetryAfterForm.Date => now.AddSeconds(seconds).ToString("R", CultureInfo.InvariantCulture),
            RetryAfterForm.Fraction => seconds.ToString("0.0##", CultureInfo.InvariantCulture),
            _ => Math.Ceiling(seconds).ToString("0", CultureInfo.InvariantCulture),
        };
        return headers;
    }
}
