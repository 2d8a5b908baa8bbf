using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Telemetry.Export;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Operations;

public static class OperationsServices
{
    /// <summary>What those who run this console ask it: telemetry where it is switched on, and whether it is ready. Needs the whole engine.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTelemetry(configuration);
        if (TelemetryServices.IsOn(configuration))
            services.AddHostedService<GaugeService>();
        if (DatabaseOptions.Of(configuration).IsPostgres)
            services.AddHostedService<ReadShare>();
        services.AddHttpClient(SignInMetadata.Client, c => c.Timeout = SignInMetadata.Patience);
        services.AddSingleton<SignInMetadata>();
        services.AddSingleton<DatabaseProbe>();
        services.AddSingleton<KeyProbe>();
        services.AddSingleton(s => new Readiness(
            s.GetRequiredService<DatabaseProbe>(), s.GetRequiredService<KeyProbe>(), s.GetRequiredService<SignInMetadata>(),
            s.GetRequiredService<EngineHealth>(), s.GetServices<ExpectedLoop>(), s.GetRequiredService<TimeProvider>()));
        return services;
    }
}
