using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Periodic;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AutopilotReset.Engine.Data;

public static class DataServices
{
    /// <summary>The console's database by <c>Database:Provider</c> (Sqlite or Postgres) and <c>ConnectionStrings:Console</c>.</summary>
    public static IServiceCollection AddConsoleData(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        var database = DatabaseOptions.Of(configuration);
        services.AddSingleton(database);
        if (database.IsPostgres)
            services.AddContext<PostgresConsoleDbContext>(o => ConfigurePostgres(o, database.Connection));
        else
            services.AddContext<SqliteConsoleDbContext>(o => Configure(o, database.Connection));
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<IChangeFeed>(sp => sp.GetRequiredService<ChangeFeed>());
        services.AddSingleton<ConsoleDatabase>();
        services.AddHostedService<LeaseRenewal>();
        services.AddSingleton<LeasedWork>();
        services.AddSingleton<LeaseSweeper>();
        services.AddSingleton(s => new PeriodicWork(LeaseSweeper.Name, LeaseSweeper.Every, s.GetRequiredService<LeaseSweeper>().RunAsync));
        services.AddSingleton<SqliteFileLock>();
        if (database.IsPostgres)
            services.AddHostedService<ChangeListener>();
        services.AddSingleton(new TenantIdentity((configuration["AzureAd:TenantId"] ?? "").ToLowerInvariant(), configuration["Graph:Cloud"] ?? "Public"));
        return services;
    }

    /// <summary>What every context on SQLite needs, tests included. Only the start makes the file where it is missing (<see cref="SqliteFile"/>).</summary>
    public static void Configure(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlite(SqliteFile.WithoutMaking(connection), o => o.CommandTimeout(30)).AddInterceptors(new SqlitePragmas());

    /// <summary>What every context on PostgreSQL needs, tests included. No retrying strategy: an intent whose COMMIT was lost is settled by reading it.</summary>
    public static void ConfigurePostgres(DbContextOptionsBuilder options, string connection) => options.UseNpgsql(connection, o => o.CommandTimeout(30));

    private static void AddContext<TContext>(this IServiceCollection services, Action<DbContextOptionsBuilder> configure)
        where TContext : ConsoleDbContext
    {
        services.AddPooledDbContextFactory<TContext>(configure);
        services.AddSingleton<Func<ConsoleDbContext>>(sp =>
        {
            var factory = sp.GetRequiredService<IDbContextFactory<TContext>>();
            return () => factory.CreateDbContext();
        });
    }
}
