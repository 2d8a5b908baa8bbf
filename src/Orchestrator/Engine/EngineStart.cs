using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AutopilotReset.Engine;

public static class EngineStart
{
    /// <summary>Brings the database to this version and checks whose it is. Call it before the host starts.</summary>
    /// <exception cref="InvalidOperationException">The database belongs to another tenant or cloud, is newer, is another process's, or could lose commits.</exception>
    /// <exception cref="TimeoutException">The database could not be migrated.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(services);
        var database = services.GetRequiredService<DatabaseOptions>();
        if (!database.IsPostgres)
            services.GetRequiredService<SqliteFileLock>().Take(database.Connection);
        await new DatabaseStart(services.GetRequiredService<Func<ConsoleDbContext>>(), alone: !database.IsPostgres).MigrateAsync(stop);
        await services.GetRequiredService<Deployment>().ConfirmAsync(stop);
    }
}
