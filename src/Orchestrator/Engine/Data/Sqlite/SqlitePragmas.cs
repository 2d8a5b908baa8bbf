using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace AutopilotReset.Engine.Data.Sqlite;

/// <summary>
/// WAL with <c>synchronous=FULL</c>: an intent that was committed survives a power loss (design.md, Sending); about 0.2 ms a commit (limits.md).
/// SQLite keeps these with the connection to the file, which the pool hands out again and again: they are set once for each, not at each opening.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000; PRAGMA fullfsync=ON;";

    /// <summary>Connections of SQLite itself that have them. One whose statements failed is not among them.</summary>
    private static readonly ConditionalWeakTable<sqlite3, object> Set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!IsWanted(connection, out var handle))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Set.TryAdd(handle, Pragmas);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!IsWanted(connection, out var handle))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        Set.TryAdd(handle, Pragmas);
    }

    private static bool IsWanted(DbConnection connection, out sqlite3 handle)
    {
        handle = ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("The connection is not open.");
        return !Set.TryGetValue(handle, out _) && !IsReadOnly(connection);
    }

    /// <summary>EF looks read-only whether a database is there. A backup is no WAL file until it is opened for writing: asked then, SQLite refuses, and the start with it.</summary>
    private static bool IsReadOnly(DbConnection connection) => new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;
}
