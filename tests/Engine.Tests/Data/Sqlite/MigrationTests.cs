using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

/// <summary>A fresh file, brought up the way the console does it and not by <c>EnsureCreated</c>.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("console-migration-").FullName;

    private string Connection => $"Data Source={Path.Combine(_folder, "console.db")};Pooling=False";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Migrate_FreshFile_HasTheTriggersOfTheAudit()
    {
        await new DatabaseStart(Open).MigrateAsync(TestContext.Current.CancellationToken);

        await using var db = Open();
        var triggers = await db.Database.SqlQuery<string>($"SELECT name AS Value FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEntries'")
            .ToListAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(AuditSchema.Triggers);
        Assert.Equal(AuditSchema.Triggers.Order(StringComparer.Ordinal), triggers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Model_AgainstTheMigrations_HasNoPendingChanges()
    {
        using var db = Open();

        Assert.False(db.Database.HasPendingModelChanges(), "The model changed without a migration: add one.");
    }

    [Fact]
    public async Task Write_FileMovedAside_FailsAndMakesNoEmptyOne()
    {
        var stop = TestContext.Current.CancellationToken;
        await new DatabaseStart(Open).MigrateAsync(stop);
        var file = Path.Combine(_folder, "console.db");
        File.Move(file, file + ".away");
        using var console = new ConsoleDatabase(Open, new ChangeFeed());

        await Assert.ThrowsAsync<SqliteException>(() => console.WriteAsync(db => db.Batches.ExecuteDeleteAsync(stop), stop));
        await Assert.ThrowsAsync<SqliteException>(() => console.ReadAsync(db => db.Batches.CountAsync(stop)));
        Assert.False(File.Exists(file));

        File.Move(file + ".away", file);
        Assert.Equal(0, await console.ReadAsync(db => db.Batches.CountAsync(stop)));
    }

    private SqliteConsoleDbContext Open()
    {
        var options = new DbContextOptionsBuilder<SqliteConsoleDbContext>();
        DataServices.Configure(options, Connection);
        return new(options.Options);
    }
}
