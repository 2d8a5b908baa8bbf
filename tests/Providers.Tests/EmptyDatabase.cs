using AutopilotReset.Providers.Tests;
using Npgsql;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Settings for an empty database on the server of <c>TEST_POSTGRES</c>; disposing drops it.</summary>
internal sealed class EmptyDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-keys-").FullName;
    private readonly string _name = PostgresServer.CreateEmpty();

    public string Connection => PostgresServer.ConnectionTo(_name);

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Database:Provider"] = "Postgres",
        ["ConnectionStrings:Console"] = Connection,
        ["Keys:File"] = Path.Combine(_folder, "console.key"),
    };

    /// <summary>Connections that lie idle are closed, as at the end of a process.</summary>
    public void CloseConnections() => NpgsqlConnection.ClearAllPools();

    public void Dispose()
    {
        PostgresServer.Drop(_name);
        Directory.Delete(_folder, recursive: true);
    }
}
