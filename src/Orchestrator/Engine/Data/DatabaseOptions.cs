using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace AutopilotReset.Engine.Data;

/// <summary><c>Database:Provider</c> and <c>ConnectionStrings:Console</c>.</summary>
/// <param name="IsPostgres">Else SQLite, the default.</param>
/// <param name="Connection">As the provider understands it.</param>
public sealed record DatabaseOptions(bool IsPostgres, string Connection)
{
    public const string ProviderKey = "Database:Provider";
    public const string ConnectionKey = "ConnectionStrings:Console";

    public static DatabaseOptions Of(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var connection = configuration.GetConnectionString("Console");
        return NamesPostgres(configuration)
            ? new(true, PostgresConnection(connection ?? ""))
            : new(false, connection ?? "Data Source=console.db");
    }

    public static bool NamesPostgres(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return string.Equals(configuration[ProviderKey], PostgresDialect.Only.Name, StringComparison.OrdinalIgnoreCase);
    }

    public static bool NamesSqlite(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return string.Equals(configuration[ProviderKey] ?? SqliteDialect.Only.Name, SqliteDialect.Only.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What a connection string for PostgreSQL lacks; nothing when it is complete.</summary>
    public static IReadOnlyList<string> PostgresProblems(string? connection)
    {
        if (string.IsNullOrWhiteSpace(connection))
            return ["missing; for example \"Host=db.example.org;Database=autopilot_reset;Username=autopilot_reset;Passfile=/etc/autopilot-reset/pgpass;SSL Mode=VerifyFull\"."];
        try
        {
            var said = new NpgsqlConnectionStringBuilder(connection);
            var missing = new[] { ("Host", said.Host), ("Database", said.Database), ("Username", said.Username) }.Where(p => string.IsNullOrWhiteSpace(p.Item2)).Select(p => p.Item1).ToList();
            return missing.Count == 0 ? [] : [$"lacks {string.Join(", ", missing)}."];
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or InvalidCastException)
        {
            return [$"cannot be read: {failure.Message}"];
        }
    }

    /// <summary>Said only where the connection string does not say otherwise: our name in <c>pg_stat_activity</c>, and a dead server noticed within a minute.</summary>
    private static string PostgresConnection(string given)
    {
        var said = new NpgsqlConnectionStringBuilder(given);
        if (said.ApplicationName is not { Length: > 0 })
            said.ApplicationName = "autopilot-reset";
        if (said.KeepAlive == 0)
            said.KeepAlive = 30;
        return said.ConnectionString;
    }
}
