using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using AutopilotReset.Engine.Telemetry.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Hosting;

/// <summary><c>/metrics</c> for Prometheus, where <c>Telemetry:Prometheus</c> opens it and to whom; to everybody else it does not exist.</summary>
public static class MetricsEndpoint
{
    private const string Path = "/metrics";
    private const string Scheme = "Bearer ";

    public static void MapMetrics(this IEndpointRouteBuilder endpoints, IConfiguration configuration)
    {
        var options = configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        if (Enum.TryParse<PrometheusAccess>(options.Prometheus, ignoreCase: true, out var access) && access != PrometheusAccess.Off)
            Map(endpoints, access, options.PrometheusToken ?? "");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Map(IEndpointRouteBuilder endpoints, PrometheusAccess access, string token) =>
        endpoints.MapPrometheusScrapingEndpoint(Path, meterProvider: null, configureBranchedPipeline: branch => branch.Use((context, next) =>
        {
            if (access == PrometheusAccess.Loopback ? LocalCaller.Is(context) : Knows(context, token))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }), optionsName: null).AllowAnonymous();

    /// <summary>Compared as hashes, so that the time it takes tells nothing of the token.</summary>
    private static bool Knows(HttpContext context, string token) =>
        context.Request.Headers.Authorization.ToString() is { } given && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
