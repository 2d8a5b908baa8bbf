using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Dispatch;

public static class DispatchServices
{
    /// <summary>The dispatcher, its budget and its lease; with <paramref name="run"/> it also works.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, bool run = true)
    {
        services.AddSingleton(sp => new SendBucket(Limit(sp), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new SendBudget(Limit(sp) * 3));
        services.AddSingleton<DispatchHold>();
        services.AddSingleton<LeaseHold>(sp => sp.GetRequiredService<DispatchHold>());
        services.AddSingleton<Preparation>();
        services.AddSingleton<Intents>();
        services.AddSingleton<DeviceSender>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<DueDevices>();
        services.AddSingleton<Dispatcher>();
        if (run)
        {
            services.AddHostedService(sp => sp.GetRequiredService<Dispatcher>());
            services.AddSingleton(new ExpectedLoop(EngineLoops.Sending, TimeSpan.FromMinutes(12)));
        }

        return services;
    }

    private static int Limit(IServiceProvider services) => services.GetRequiredService<IOptions<GraphOptions>>().Value.WritesPer20Seconds;
}
