using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Dispatch;

public static class DispatchServices
{
    /// <summary>The dispatcher, its budget and its lease.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services)
    {
        services.AddSingleton(sp => new SendBucket(Limit(sp), sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton(sp => new SendBudget(Limit(sp) * 3));
        services.AddSingleton<DispatchHold>();
        services.AddSingleton<Preparation>();
        services.AddSingleton<Intents>();
        services.AddSingleton<DeviceSender>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<DueDevices>();
        services.AddSingleton<Dispatcher>();
        services.AddHostedService(sp => sp.GetRequiredService<Dispatcher>());
        services.AddSingleton(new ExpectedLoop(EngineLoops.Sending, TimeSpan.FromMinutes(12)));
        return services;
    }

    private static int Limit(IServiceProvider services) => services.GetRequiredService<IOptions<GraphOptions>>().Value.WritesPer20Seconds;
}
