using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Data.Sqlite;

/// <summary>Every connection through which something may be written has the settings that make a commit durable, however often the pool gave it out.</summary>
public sealed class SqlitePragmasTests : IDisposable
{
    private const long Full = 2;

    private readonly TestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Opened_AgainFromThePool_IsStillDurable()
    {
        var handles = new List<object?>();
        for (var i = 0; i < 3; i++)
        {
            await using var db = _database.Open();
            await AssertDurableAsync(db);
            handles.Add(((SqliteConnection)db.Database.GetDbConnection()).Handle);
        }

        Assert.Single(handles.Distinct());
    }

    [Fact]
    public async Task Opened_BesideAnother_IsDurable()
    {
        await using var first = _database.Open();
        await using var second = _database.Open();
        await AssertDurableAsync(first);
        await AssertDurableAsync(second);
    }

    [Fact]
    public async Task Opened_AfterThePoolWasCleared_IsDurable()
    {
        await using (var before = _database.Open())
            await AssertDurableAsync(before);
        _database.CloseConnections();

        await using var after = _database.Open();
        await AssertDurableAsync(after);
    }

    private static async Task AssertDurableAsync(ConsoleDbContext db)
    {
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Full, "wal", 1L, 5000L, 1L), (await AskAsync("synchronous"), await AskAsync("journal_mode"), await AskAsync("foreign_keys"), await AskAsync("busy_timeout"), await AskAsync("fullfsync")));

        async Task<object?> AskAsync(string pragma)
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "PRAGMA " + pragma;
            return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        }
    }
}
