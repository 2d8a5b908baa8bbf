using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Graph;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Dispatch;

public static class DispatchServices
{
    /// <summary>The dispatcher, its budget and its lease; with <paramref name="run"/> it also works.</summary>
    public static IServiceCollection AddDispatch(this IServiceCollection services, bool run = true)
    {
        services.TryAddSingleton(sp => SendLimit.Of(sp.GetRequiredService<IOptions<GraphOptions>>().Value.WritesPer20Seconds));
        services.AddSingleton<SendBucket>();
        services.AddSingleton<SendPace>();
        services.AddSingleton(sp => new SendBudget(sp.GetRequiredService<SendLimit>().Per20Seconds * 3));
        services.AddSingleton<DispatchHold>();
        services.AddSingleton<LeaseHold>(sp => sp.GetRequiredService<DispatchHold>());
        services.AddSingleton<Preparation>();
        services.AddSingleton<Intents>();
        services.AddSingleton<Settlements>();
        services.AddSingleton<Clearance>();
        services.AddSingleton<NotSent>();
        services.AddSingleton<DeviceSender>();
        services.AddSingleton<Leftovers>();
        services.AddSingleton<SiteTurns>();
        services.AddSingleton<DueDevices>();
        services.AddSingleton<UnknownOrders>();
        services.AddSingleton<TenantApprovalWatch>();
        services.AddSingleton<WaveKeeper>();
        services.AddSingleton<StartKeeper>();
        services.AddSingleton<Lineage>();
        services.AddSingleton<PastCheck>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<ForeignOrders>();
        if (run)
        {
            services.AddHostedService(sp => sp.GetRequiredService<Dispatcher>());
            services.AddHostedService(sp => sp.GetRequiredService<ForeignOrders>());
            services.AddSingleton(new ExpectedLoop(EngineLoops.Sending, TimeSpan.FromMinutes(12)));
        }

        return services;
    }
}
