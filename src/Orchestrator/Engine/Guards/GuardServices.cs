using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Guards;

public static class GuardServices
{
    /// <summary>Section <c>Guards</c>, the numbers that hold, the kill switch, the protected and held lists, and the gate before every send. Mistakes in the section fail the start.</summary>
    public static IServiceCollection AddGuards(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IValidateOptions<GuardOptions>, GuardOptionsValidator>();
        services.AddSingleton<IValidateOptions<GuardNumbers>, GuardOptionsValidator>();
        services.AddOptions<GuardOptions>().Bind(configuration.GetSection(GuardOptions.Section)).ValidateOnStart();
        services.AddOptions<GuardNumbers>().Bind(configuration.GetSection(GuardOptions.Section)).ValidateOnStart();
        services.AddSingleton<PresentNumbers>();
        services.AddSingleton<GroupDevices>();
        services.AddSingleton<ReadGroupDevices>(s => s.GetRequiredService<GroupDevices>().ReadAsync);
        services.AddSingleton<ProtectedLists>();
        services.AddSingleton<EligibilityContexts>();
        services.AddSingleton<GuardGate>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<GuardQueries>();
        services.AddSingleton<Loosening>();
        services.AddSingleton<KillSwitchCommand>();
        services.AddSingleton<GuardEntryCommands>();
        services.AddSingleton<GuardNumberCommands>();
        services.AddSingleton<GraphProbes>();
        services.AddSingleton<CapabilityChecks>();
        services.AddSingleton<IGuardRoom, GuardRoom>();
        services.AddHostedService<GuardRowsStart>();
        return services;
    }

    private sealed class GuardRowsStart(ConsoleDatabase database, TenantIdentity tenant) : IHostedLifecycleService
    {
        // Before anything that sends has started.
        public Task StartingAsync(CancellationToken cancellationToken) =>
            database.WriteAsync(db => GuardRows.EnsureAsync(db, tenant.TenantId, cancellationToken), cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
