using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Inventory.Filters;
using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Inventory.Selections;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Inventory;

public static class InventoryServices
{
    /// <summary>
    /// The inventory: its sync, its search, and the selections made from it. Needs <see cref="InventoryContexts"/>, which whoever composes the engine takes from the guards.
    /// </summary>
    public static IServiceCollection AddInventory(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<InventoryOptions>().Bind(configuration.GetSection("Inventory"))
            .Validate(o => o.EveryMinutes is >= 5 and <= 1440, "Inventory:EveryMinutes must be 5 to 1440 minutes.")
            .ValidateOnStart();
        services.AddSingleton<RunStore>();
        services.AddSingleton<InventorySync>();
        services.AddSingleton<Readers>();
        services.AddSingleton<SyncDesk>();
        services.AddHostedService<SyncService>();
        services.AddSingleton(new ExpectedLoop(EngineLoops.Inventory, TimeSpan.FromMinutes(5)));
        services.AddSingleton<RunIndexes>();
        services.AddSingleton<StoredDevices>();
        services.AddSingleton<DeviceRows>();
        services.AddSingleton<JudgingContexts>();
        services.AddSingleton<VerdictKeeper>();
        services.AddHostedService<VerdictService>();
        services.AddSingleton<DeviceFinder>();
        services.AddSingleton<GroupReader>();
        services.AddSingleton<GroupChoice>();
        services.AddSingleton<GroupUsersChoice>();
        services.AddSingleton<SelectionStore>();
        services.AddSingleton<SelectionJudge>();
        services.AddSingleton<FilterChoice>();
        services.AddSingleton<DraftChoice>();
        services.AddSingleton<SelectionDesk>();
        services.AddSingleton<ISavedFilters, SavedFilters>();
        services.AddSingleton<IDeviceCatalogue, DeviceCatalogue>();
        return services;
    }
}
