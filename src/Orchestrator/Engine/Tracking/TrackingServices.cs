using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Tracking.Sweeps;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tracking;

public static class TrackingServices
{
    /// <summary>Follows armed orders to proof. Section <c>Polling</c> is validated at start. Needs <c>AddGraph</c> and the database; with <paramref name="run"/> it also works.</summary>
    public static IServiceCollection AddTracking(this IServiceCollection services, IConfiguration configuration, bool run = true)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<TrackingOptions>().Bind(configuration.GetSection("Polling")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TrackingOptions>, TrackingOptionsValidator>();
        services.AddSingleton<TrackingReader>();
        services.AddSingleton<DeviceListReader>();
        services.AddSingleton<TrackingHold>();
        services.AddSingleton<LeaseHold>(sp => sp.GetRequiredService<TrackingHold>());
        services.AddSingleton<DueLooks>();
        services.AddSingleton<LookRecorder>();
        services.AddSingleton<ReadTrouble>();
        services.AddSingleton<ListSweep>();
        if (run)
        {
            services.AddHostedService<Tracker>();
            services.AddSingleton(new ExpectedLoop(EngineLoops.Tracking, TimeSpan.FromMinutes(12)));
        }

        return services;
    }
}
