using AutopilotReset.Engine.Periodic;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Schedules;

public static class ScheduleServices
{
    /// <summary>Schedules and their drafts. Section <c>Schedules</c> is validated at start. Needs the guards, and <see cref="ResolveFilter"/> from whoever composes the engine.</summary>
    public static IServiceCollection AddSchedules(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.AddOptions<ScheduleOptions>().Bind(configuration.GetSection(ScheduleOptions.Section)).ValidateOnStart();
        services.AddSingleton<ScheduleQueries>();
        services.AddSingleton<ScheduleCommands>();
        services.AddSingleton<ScheduleEdit>();
        services.AddSingleton<DraftCommands>();
        services.AddSingleton<IScheduleRoom, ScheduleRoom>();
        services.AddSingleton<DraftKeeper>();
        services.AddSingleton(s => new PeriodicWork(DraftKeeper.Name, DraftKeeper.Every, s.GetRequiredService<DraftKeeper>().RunAsync));
        return services;
    }
}
