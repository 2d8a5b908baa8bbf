using AutopilotReset.Engine.Operations;
using AutopilotReset.Shared.Console;
using AutopilotReset.Web.Access;

namespace AutopilotReset.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: this process still works, and a restart would not help. <c>/health/ready</c>: it can do its work now (<see cref="Readiness"/>). Both say one word
/// to anybody; what is wrong is told to programs on this machine and to those whom the console let in.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealthEndpoints(this IServiceCollection services)
    {
        services.AddSingleton(_ => new Pulse(TimeProvider.System));
        services.AddHostedService(s => s.GetRequiredService<Pulse>());
    }

    public static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", Methods, (Pulse pulse) => Word(pulse.IsAlive)).AllowAnonymous();
        endpoints.MapMethods("/health/ready", Methods, async (HttpContext context, Readiness readiness) =>
        {
            var report = await readiness.AskAsync(context.RequestAborted);
            context.Response.Headers.CacheControl = "no-store";
            return MayKnow(context) ? Results.Json(Details(report), statusCode: Status(report.IsReady)) : Word(report.IsReady);
        }).AllowAnonymous();
    }

    private static bool MayKnow(HttpContext context) => LocalCaller.Is(context) || AdminClaims.LevelOf(context.User) is AccessLevel.Auditor or AccessLevel.Operator;

    private static IResult Word(bool good) => Results.Text(good ? "Healthy" : "Unhealthy", statusCode: Status(good));

    private static int Status(bool good) => good ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;

    private static object Details(ReadyReport report) => new
    {
        status = report.IsReady ? "Healthy" : "Unhealthy",
        at = report.At,
        checks = report.Rows.ToDictionary(r => r.What, r => r.Problem ?? "ok"),
    };
}
