using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>
/// A console database in a temporary file: the whole model plus the hand-written statements of the areas that are asked for.
/// Disposing deletes it.
/// </summary>
public sealed class TestDatabase : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-test-").FullName;
    private readonly DbContextOptions<SqliteConsoleDbContext> _options;

    public TestDatabase(params IEnumerable<string>[] statements)
    {
        File = Path.Combine(_folder, "console.db");
        _options = new DbContextOptionsBuilder<SqliteConsoleDbContext>()
            .UseSqlite($"Data Source={File}")
            .AddInterceptors(new SqlitePragmas())
            .Options;
        Console = Reopen();
        using var db = Open();
        db.Database.EnsureCreated();
        foreach (var statement in statements.SelectMany(s => s))
            Execute(statement);
    }

    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    public static TenantIdentity Identity { get; } = new(Tenant, "Public");

    public string File { get; }

    public ChangeFeed Feed { get; } = new();

    public ConsoleDatabase Console { get; }

    /// <summary>The door as another process, or the next start of this one, would have it.</summary>
    public ConsoleDatabase Reopen() => new(Open, Feed);

    public ConsoleDbContext Open() => new SqliteConsoleDbContext(_options);

    /// <summary>SQL past the model, as somebody with the file in hand would run it.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A copy of the file as it is now, as a backup makes it.</summary>
    public void Backup()
    {
        System.IO.File.Delete(File + ".backup");
        Execute($"VACUUM INTO '{File}.backup'");
    }

    /// <summary>Puts the copy in the place of the present file, with nobody using it.</summary>
    public void Restore()
    {
        CloseConnections();
        foreach (var file in new[] { File, File + "-wal", File + "-shm" })
            System.IO.File.Delete(file);
        System.IO.File.Copy(File + ".backup", File);
    }

    /// <summary>Connections that lie idle are closed, as at a restart.</summary>
    public void CloseConnections()
    {
        using var db = Open();
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    /// <summary>As somebody with the file in hand could.</summary>
    public void DropAuditTrigger(string name) => Execute($"DROP TRIGGER {name}");

    /// <summary>A trigger of that name that refuses nothing.</summary>
    public void MakeToothlessTrigger(string name) => Execute($"CREATE TRIGGER {name} BEFORE DELETE ON AuditEntries BEGIN SELECT 1; END");

    public void MakeAuditTriggers()
    {
        using var db = Open();
        foreach (var trigger in db.Dialect.AuditTriggers)
            Execute(trigger.Statement);
    }

    public void Dispose()
    {
        Console.Dispose();
        using (var connection = new SqliteConnection($"Data Source={File}"))
            SqliteConnection.ClearPool(connection);
        CloseConnections();
        Directory.Delete(_folder, recursive: true);
    }
}
