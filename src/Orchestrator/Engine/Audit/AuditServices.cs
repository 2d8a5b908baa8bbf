using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AutopilotReset.Engine.Audit;

public static class AuditServices
{
    /// <summary>Search, export and verification of the audit, and the start check of its triggers. The database must be migrated before the host starts.</summary>
    public static IServiceCollection AddAuditTrail(this IServiceCollection services)
    {
        services.AddSingleton<ChainVerifier>();
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddHostedService<StartCheck>();
        return services;
    }

    private sealed class StartCheck(ConsoleDatabase database) : IHostedLifecycleService
    {
        // Before anything has started that could write.
        public Task StartingAsync(CancellationToken cancellationToken) => database.ReadAsync(async db =>
        {
            await TriggerCheck.RequireAsync(db, cancellationToken);
            return true;
        });

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
