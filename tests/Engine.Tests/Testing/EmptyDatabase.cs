using Microsoft.Data.Sqlite;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>Settings for a database that does not exist yet, in a folder of its own; disposing deletes it.</summary>
internal sealed class EmptyDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-empty-").FullName;

    private string Connection => $"Data Source={Path.Combine(_folder, "console.db")}";

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["ConnectionStrings:Console"] = Connection };

    /// <summary>Connections that lie idle are closed, as at the end of a process.</summary>
    public void CloseConnections()
    {
        using var connection = new SqliteConnection(Connection);
        SqliteConnection.ClearPool(connection);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
