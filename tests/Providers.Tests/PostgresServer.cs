using System.Globalization;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AutopilotReset.Providers.Tests;

/// <summary>The server that <c>TEST_POSTGRES</c> names by its connection string, without a database. <c>tests/run</c> starts one and stops it.</summary>
internal static class PostgresServer
{
    private static readonly string Own = string.Create(CultureInfo.InvariantCulture, $"t{Environment.ProcessId}");
    private static readonly Lock Gate = new();
    private static int _count;
    private static string? _template;

    /// <summary>Ends the test as skipped where no server is named: a run that must have one sees to that before (<c>tests/run</c>).</summary>
    public static string Connection
    {
        get
        {
            if (Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } named)
                return named;
            Assert.Skip("TEST_POSTGRES names no PostgreSQL server; tests/run starts one.");
            return "";
        }
    }

    public static string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(Connection) { Database = database, MaxPoolSize = 40 }.ConnectionString;

    /// <summary>A new database with everything the migrations make. One at a time: nobody may be connected to the template meanwhile.</summary>
    public static string CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Own}_{Interlocked.Increment(ref _count)}");
        lock (Gate)
        {
            _template ??= Template();
            Run($"CREATE DATABASE {name} TEMPLATE {_template}");
        }

        return name;
    }

    /// <summary>An empty one.</summary>
    public static string CreateEmpty()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Own}_{Interlocked.Increment(ref _count)}");
        Run($"CREATE DATABASE {name}");
        return name;
    }

    public static void Drop(string database) => Run($"DROP DATABASE {database} WITH (FORCE)");

    public static void Run(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { Database = "postgres" }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Template()
    {
        var template = Own + "_template";
        Run($"DROP DATABASE IF EXISTS {template}");
        Run($"CREATE DATABASE {template}");
        var options = new DbContextOptionsBuilder<PostgresConsoleDbContext>();
        DataServices.ConfigurePostgres(options, ConnectionTo(template) + ";Pooling=false");
        new DatabaseStart(() => new PostgresConsoleDbContext(options.Options)).MigrateAsync(CancellationToken.None).GetAwaiter().GetResult();
        return template;
    }
}
