using AutopilotReset.Shared.Console;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine.Overview;

public static class OverviewServices
{
    /// <summary>The overview. Needs the inventory's <see cref="IDeviceCatalogue"/>, the dispatcher's budget and <see cref="EngineHealth"/>.</summary>
    public static IServiceCollection AddOverview(this IServiceCollection services) => services.AddSingleton<IOverview, OverviewDesk>();
}
