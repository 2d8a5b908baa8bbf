using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using AutopilotReset.Engine.Tests.Audit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

public sealed class BackupTests : IDisposable
{
    private readonly ChainRig _rig = new(entries: 20);
    private readonly string _folder = Directory.CreateTempSubdirectory("console-backup-").FullName;

    private string Target => Path.Combine(_folder, "copy.db");

    public void Dispose()
    {
        _rig.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Make_WhileOthersWrite_IsOneWholeMoment()
    {
        using var enough = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 100; !enough.IsCancellationRequested; number++)
            {
                await _rig.AppendAsync(ChainRig.Draft(number));
                begun.TrySetResult();
            }
        });
        await begun.Task;

        var said = Backup.Make(Configuration(), Target);
        await enough.CancelAsync();
        await writing;

        Assert.Contains("key file", said, StringComparison.Ordinal);
        using var copy = new SqliteConnection($"Data Source={Target};Pooling=False");
        copy.Open();
        var entries = Ask(copy, "SELECT count(*) FROM AuditEntries");
        Assert.True(entries >= 20, $"{entries} entries.");
        Assert.Equal(entries, Ask(copy, "SELECT Seq FROM AuditHeads"));
        Assert.Equal(1, Ask(copy, "SELECT (SELECT Hash FROM AuditHeads) = (SELECT Hash FROM AuditEntries ORDER BY Seq DESC LIMIT 1)"));
    }

    [Fact]
    public async Task Make_ThenStartedFrom_Opens()
    {
        var original = Path.Combine(_folder, "original.db");
        await StartAsync(original);
        Backup.Make(new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Console", $"Data Source={original}")]).Build(), Target);

        await StartAsync(Target);

        using var copy = new SqliteConnection($"Data Source={Target};Pooling=False");
        copy.Open();
        Assert.Equal(0, Ask(copy, "SELECT count(*) FROM AuditEntries"));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void Make_FileThere_OverwritesNothing()
    {
        File.WriteAllText(Target, "precious");

        Assert.Contains("exists already", Assert.Throws<InvalidOperationException>(() => Backup.Make(Configuration(), Target)).Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Target));
    }

    [Fact]
    public void Make_NoDatabase_MakesNone()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Console", $"Data Source={Path.Combine(_folder, "none.db")}")]).Build();

        Assert.Contains("there is no database", Assert.Throws<InvalidOperationException>(() => Backup.Make(configuration, Target)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Make_Postgres_NamesItsOwnTool()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", "Postgres"), new("ConnectionStrings:Console", "Host=x;Database=y;Username=z")]).Build();

        Assert.Contains("pg_dump", Assert.Throws<InvalidOperationException>(() => Backup.Make(configuration, Target)).Message, StringComparison.Ordinal);
    }

    private static async Task StartAsync(string file)
    {
        var options = new DbContextOptionsBuilder<SqliteConsoleDbContext>();
        DataServices.Configure(options, $"Data Source={file}");
        await new DatabaseStart(() => new SqliteConsoleDbContext(options.Options), alone: true).MigrateAsync(TestContext.Current.CancellationToken);
    }

    private IConfigurationRoot Configuration() =>
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Console", $"Data Source={_rig.File.File}")]).Build();

    private static long Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
