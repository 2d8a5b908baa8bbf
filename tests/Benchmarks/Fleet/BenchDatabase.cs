using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AutopilotReset.Benchmarks.Fleet;

/// <summary>A console database in a file of its own, with the product's settings (WAL, synchronous FULL).</summary>
internal sealed class BenchDatabase : IDisposable
{
    public static readonly TenantIdentity Tenant = new("11111111-1111-1111-1111-111111111111", "Public");

    private readonly DbContextOptions<SqliteConsoleDbContext> _options;

    /// <param name="file">Made where it does not exist.</param>
    /// <param name="interceptors">See every statement.</param>
    public BenchDatabase(string file, params IInterceptor[] interceptors)
    {
        File = file;
        var options = new DbContextOptionsBuilder<SqliteConsoleDbContext>();
        DataServices.Configure(options, $"Data Source={file}");
        _options = options.AddInterceptors(interceptors).Options;
        if (!System.IO.File.Exists(file))
            System.IO.File.WriteAllBytes(file, []);
        Console = new ConsoleDatabase(Open, Feed);
        using var db = Open();
        db.Database.EnsureCreated();
    }

    public string File { get; }

    public ChangeFeed Feed { get; } = new();

    public ConsoleDatabase Console { get; }

    public SqliteConsoleDbContext Open() => new(_options);

    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Console.Dispose();
        SqliteConnection.ClearAllPools();
    }
}
