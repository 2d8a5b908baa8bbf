using Microsoft.Data.Sqlite;

namespace AutopilotReset.Engine.Data.Sqlite;

/// <summary>One process per SQLite file: the lock file beside it is held as long as the process lives, however it ends.</summary>
public sealed class SqliteFileLock : IDisposable
{
    private FileStream? _held;

    /// <summary>Name of the lock file of a database.</summary>
    public static string PathOf(string connection) => Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource) + ".lock";

    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public void Take(string connection)
    {
        var path = PathOf(connection);
        try
        {
            _held ??= new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (File.Exists(path))
        {
            throw new InvalidOperationException(
                $"{DatabaseOptions.ConnectionKey}: another process of the console uses this database (it holds {path}). A SQLite file serves one process; several need Database:Provider = Postgres.", taken);
        }
    }

    public void Dispose() => _held?.Dispose();
}
