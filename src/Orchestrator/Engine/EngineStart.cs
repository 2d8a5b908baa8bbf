using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine;

public static class EngineStart
{
    /// <summary>Brings the database to this version and checks whose it is. Call it before the host starts.</summary>
    /// <exception cref="InvalidOperationException">The database belongs to another tenant or cloud.</exception>
    /// <exception cref="TimeoutException">The database could not be migrated.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(services);
        await new DatabaseStart(services.GetRequiredService<Func<ConsoleDbContext>>()).MigrateAsync(stop);
        await services.GetRequiredService<Deployment>().ConfirmAsync(stop);
    }
}
