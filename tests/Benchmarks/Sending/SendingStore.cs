using System.Globalization;
using System.Security.Cryptography;
using AutopilotReset.Benchmarks.Fleet;
using Npgsql;

namespace AutopilotReset.Benchmarks.Sending;

/// <summary>Where the database of one run is: a SQLite file, or a database of its own on the PostgreSQL server that <c>TEST_POSTGRES</c> names. Disposing drops it.</summary>
internal sealed class SendingStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sending-benchmark-").FullName;
    private readonly string? _server;
    private readonly string _name = "bench_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <param name="provider"><c>sqlite</c> or <c>postgres</c>.</param>
    public SendingStore(string provider)
    {
        _server = provider switch
        {
            "sqlite" => null,
            "postgres" => Environment.GetEnvironmentVariable("TEST_POSTGRES") is { Length: > 0 } server
                ? server
                : throw new InvalidOperationException("--provider postgres: TEST_POSTGRES must hold the connection string, without a database, of a PostgreSQL server."),
            _ => throw new NotSupportedException($"--provider {provider}: sqlite or postgres."),
        };
        if (_server is not null)
            Run($"CREATE DATABASE {_name}");
    }

    public bool IsPostgres => _server is not null;

    /// <summary>What a console on this database is configured with.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["AzureAd:TenantId"] = BenchDatabase.Tenant.TenantId,
        ["Database:Provider"] = IsPostgres ? "Postgres" : "Sqlite",
        ["ConnectionStrings:Console"] = IsPostgres ? new NpgsqlConnectionStringBuilder(_server) { Database = _name }.ConnectionString : $"Data Source={Path.Combine(_folder, "console.db")}",
    };

    /// <summary>What the server says of itself; for SQLite what the product sets.</summary>
    public string Durability() => IsPostgres
        ? string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {Ask("SHOW server_version")}, fsync {Ask("SHOW fsync")}, synchronous_commit {Ask("SHOW synchronous_commit")}")
        : "SQLite, WAL, synchronous=FULL";

    public void Dispose()
    {
        if (IsPostgres)
        {
            NpgsqlConnection.ClearAllPools();
            Run($"DROP DATABASE {_name} WITH (FORCE)");
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private object? Ask(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_server) { Database = "postgres", Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Run(string sql) => Ask(sql);
}
