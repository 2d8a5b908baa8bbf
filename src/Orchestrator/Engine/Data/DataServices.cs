using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AutopilotReset.Engine.Data;

public static class DataServices
{
    /// <summary>The console's database by <c>Database:Provider</c> (only Sqlite so far) and <c>ConnectionStrings:Console</c>.</summary>
    public static IServiceCollection AddConsoleData(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPooledDbContextFactory<SqliteConsoleDbContext>(o => Configure(o, configuration.GetConnectionString("Console") ?? "Data Source=console.db"));
        services.AddSingleton<Func<ConsoleDbContext>>(sp =>
        {
            var factory = sp.GetRequiredService<IDbContextFactory<SqliteConsoleDbContext>>();
            return () => factory.CreateDbContext();
        });
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IChangeFeed>(sp => sp.GetRequiredService<ChangeFeed>());
        services.AddSingleton<ConsoleDatabase>();
        services.AddSingleton(new TenantIdentity((configuration["AzureAd:TenantId"] ?? "").ToLowerInvariant(), configuration["Graph:Cloud"] ?? "Public"));
        return services;
    }

    /// <summary>What every context on SQLite needs, tests included.</summary>
    public static void Configure(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(connection, o => o.CommandTimeout(30)).AddInterceptors(new SqlitePragmas());
}
