using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Batches;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Dispatch;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Guards;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory;
using AutopilotReset.Engine.Inventory.Selections;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Engine.Notifications;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Engine.Overview;
using AutopilotReset.Engine.Periodic;
using AutopilotReset.Engine.Schedules;
using AutopilotReset.Engine.Tracking;
using AutopilotReset.Engine.Verification;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine;

public static class EngineServices
{
    /// <summary>
    /// The whole engine: everything behind the console contract (<see cref="Shared.Console"/>). The host adds sign-in with token acquisition and calls
    /// <see cref="EngineStart.PrepareAsync"/> before it starts.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, IConfiguration configuration)
    {
        var role = new EngineRole(configuration.GetValue(EngineRole.Key, true));
        services.AddSingleton(role);
        services.AddSingleton<EngineHealth>();
        services.AddConsoleData(configuration);
        services.AddGraph(configuration);
        services.AddConsoleIdentity(configuration);
        services.AddGuards(configuration);
        services.AddInventory(configuration);
        services.AddBatches();
        services.AddAuditTrail();
        services.AddOverview();
        services.AddDispatch(role.RunsStages);
        services.AddTracking(configuration, role.RunsStages);
        services.AddSchedules(configuration);
        services.AddVerification();
        services.AddNotifications(configuration);
        services.AddOperations(configuration);

        // Batches offer the repair, Verification makes it; the stages do not know each other.
        services.AddSingleton<RepairHolder>(s => s.GetRequiredService<Repairs>().RepairAsync);

        // Schedules say which filter and when, the inventory finds what matches.
        services.AddSingleton<ResolveFilter>(s => s.GetRequiredService<FilterChoice>().ResolveAsync);

        // The inventory judges with the guards' own contexts.
        services.AddSingleton<InventoryContexts>(s => (reader, stop) => s.GetRequiredService<EligibilityContexts>().BuildAsync(reader, null, stop));
        // Last: it schedules what the parts registered.
        if (role.RunsStages)
            services.AddPeriodicWork(DatabaseOptions.Of(configuration));
        return services;
    }
}
