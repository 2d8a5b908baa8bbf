using AutopilotReset.Engine.Identity;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AutopilotReset.Web.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database answers too. Open, and silent about anything else.</summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    public static void AddHealthEndpoints(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: [Ready]);

    public static void MapHealthEndpoints(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) }).AllowAnonymous();
    }

    private sealed class DatabaseAnswers(Deployment deployment) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                return await deployment.IdAsync(cancellationToken) is null ? HealthCheckResult.Unhealthy("Not stamped yet.") : HealthCheckResult.Healthy();
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", failure);
            }
        }
    }
}
