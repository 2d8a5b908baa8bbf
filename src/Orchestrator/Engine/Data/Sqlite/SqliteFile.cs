using Microsoft.Data.Sqlite;

namespace AutopilotReset.Engine.Data.Sqlite;

/// <summary>
/// Who may make the database's file: the start, and nothing else. SQLite makes an empty one wherever it finds none, so that a file moved aside while the
/// console runs (a failing disk, a hasty hand) would be followed by an empty one, with no batches and no audit in it, at the place where the real one belongs.
/// </summary>
internal static class SqliteFile
{
    /// <summary>The connection as every context has it: a file that is missing is an error. One that is asked to be read only stays so.</summary>
    public static string WithoutMaking(string connection)
    {
        var said = new SqliteConnectionStringBuilder(connection);
        if (said.Mode == SqliteOpenMode.ReadWriteCreate)
            said.Mode = SqliteOpenMode.ReadWrite;
        return said.ConnectionString;
    }

    /// <summary>Makes the file, empty, where there is none.</summary>
    public static async Task MakeAsync(string connection, CancellationToken stop)
    {
        var said = new SqliteConnectionStringBuilder(connection) { Pooling = false };
        if (said.Mode == SqliteOpenMode.ReadOnly || File.Exists(said.DataSource))
            return;
        said.Mode = SqliteOpenMode.ReadWriteCreate;
        await using var made = new SqliteConnection(said.ConnectionString);
        await made.OpenAsync(stop);
    }
}
