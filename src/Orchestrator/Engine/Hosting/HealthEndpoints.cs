using AutopilotReset.Engine.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Hosting;

/// <summary>
/// <c>/health/live</c>: this process still works, and a restart would not help. <c>/health/ready</c>: it can do its work now (<see cref="Readiness"/>). Both say one word
/// to anybody; what is wrong is told to programs on this machine and to those whom the console let in.
/// </summary>
public static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealthEndpoints(this IServiceCollection services)
    {
        services.AddSingleton(_ => new Pulse(TimeProvider.System));
        services.AddHostedService(s => s.GetRequiredService<Pulse>());
    }

    /// <param name="endpoints">Of the program.</param>
    /// <param name="mayKnow">Who besides programs on this machine is told what is wrong.</param>
    public static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints, Func<HttpContext, bool> mayKnow)
    {
        endpoints.MapMethods("/health/live", Methods, (Pulse pulse) => Word(pulse.IsAlive)).AllowAnonymous();
        endpoints.MapMethods("/health/ready", Methods, async (HttpContext context, Readiness readiness) =>
        {
            var report = await readiness.AskAsync(context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return LocalCaller.Is(context) || mayKnow(context) ? Results.Json(Details(report), statusCode: Status(report.IsReady)) : Word(report.IsReady);
        }).AllowAnonymous();
    }

    private static IResult Word(bool good) => Results.Text(good ? "Healthy" : "Unhealthy", statusCode: Status(good));

    private static int Status(bool good) => good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private static object Details(ReadyReport report) => new
    {
        status = report.IsReady ? "Healthy" : "Unhealthy",
        at = report.At,
        checks = report.Rows.ToDictionary(r => r.What, r => r.Problem ?? "ok"),
    };
}
