using AutopilotReset.Engine.Audit;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Tests.Audit;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AutopilotReset.Providers.Tests;

/// <summary>What only PostgreSQL has: settings that give commits away, triggers that can be switched off, writers that freeze.</summary>
public sealed class ServerTests : IDisposable
{
    private readonly ChainRig _rig = new(entries: 3);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Model_AgainstTheMigrations_HasNoPendingChanges()
    {
        using var db = _rig.File.Open();

        Assert.False(db.Database.HasPendingModelChanges(), "The model changed without a migration for PostgreSQL: add one.");
    }

    [Fact]
    public async Task Start_CommitsThatAreNotDurable_AreRefusedNamingTheSetting()
    {
        _rig.File.Execute($"ALTER DATABASE {NameOf(_rig.File)} SET synchronous_commit = off");
        _rig.File.CloseConnections();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new DatabaseStart(_rig.File.Open).MigrateAsync(default));

        Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Console", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_SettingChangedWhileRunning_IsRefusedToo()
    {
        await _rig.AppendAsync(ChainRig.Draft(4));
        _rig.File.Execute($"ALTER DATABASE {NameOf(_rig.File)} SET synchronous_commit = off");
        _rig.File.CloseConnections();

        Assert.Contains("synchronous_commit", (await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.AppendAsync(ChainRig.Draft(5)))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "on", "fsync")]
    [InlineData("on", "off", "synchronous_commit")]
    public void RequireDurable_EitherOff_IsRefused(string fsync, string synchronousCommit, string named) =>
        Assert.Contains(named, Assert.Throws<InvalidOperationException>(() => PostgresDialect.RequireDurable(fsync, synchronousCommit)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("on")]
    [InlineData("local")]
    [InlineData("remote_apply")]
    public void RequireDurable_OnAnyDisk_Passes(string synchronousCommit) => PostgresDialect.RequireDurable("on", synchronousCommit);

    [Theory]
    [InlineData("TRUNCATE AuditEntries")]
    [InlineData("SET session_replication_role = replica; DELETE FROM AuditEntries")]
    [InlineData("SET session_replication_role = replica; TRUNCATE AuditEntries")]
    public async Task Triggers_WaysRoundThem_AreRefusedByTheDatabase(string sql)
    {
        Assert.Contains("append-only", Assert.Throws<PostgresException>(() => _rig.File.Execute(sql)).Message, StringComparison.Ordinal);
        Assert.Null((await _rig.VerifyAsync()).Problem);
    }

    [Theory]
    [InlineData("DISABLE TRIGGER \"AuditEntries_NoDelete\"")]
    [InlineData("ENABLE TRIGGER \"AuditEntries_NoDelete\"")]
    [InlineData("ENABLE REPLICA TRIGGER \"AuditEntries_NoDelete\"")]
    public async Task TriggerCheck_OneSwitchedOff_FailsNamingIt(string how)
    {
        _rig.File.Execute($"ALTER TABLE AuditEntries {how}");

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => _rig.File.Console.ReadAsync(async db =>
        {
            await TriggerCheck.RequireAsync(db, default);
            return true;
        }));
        Assert.Contains("AuditEntries_NoDelete", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_ANodeFreezesInsideItsTransaction_OthersGoOnAndItsOwnIsLost()
    {
        using var other = _rig.File.Reopen();
        var (inside, wake) = (new TaskCompletionSource(), new TaskCompletionSource());
        var frozen = _rig.File.Console.WriteAsync(async db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "frozen", Node = "" });
            await db.SaveChangesAsync();
            inside.SetResult();
            await wake.Task;
        }, default);
        await inside.Task;

        await other.WriteAsync(db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "other", Node = "" });
            return Task.CompletedTask;
        }, default).WaitAsync(TimeSpan.FromSeconds(25));
        wake.SetResult();

        await Assert.ThrowsAnyAsync<Exception>(() => frozen);
        Assert.Equal(["other"], await other.ReadAsync(db => db.Set<Lease>().Select(l => l.Name).ToListAsync()));
    }

    [Fact]
    public async Task Migrate_ManyNodesAtOnce_OnAnEmptyDatabase_Works()
    {
        using var empty = new EmptyDatabase();
        var options = new DbContextOptionsBuilder<PostgresConsoleDbContext>();
        DataServices.ConfigurePostgres(options, empty.Connection);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new DatabaseStart(() => new PostgresConsoleDbContext(options.Options)).MigrateAsync(default))));

        await using var db = new PostgresConsoleDbContext(options.Options);
        await TriggerCheck.RequireAsync(db, default);
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerVersion_IsRefused()
    {
        _rig.File.Execute("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Tomorrow', '99.0')");

        Assert.Contains("29990101000000_Tomorrow", (await Assert.ThrowsAsync<InvalidOperationException>(() => new DatabaseStart(_rig.File.Open).MigrateAsync(default))).Message, StringComparison.Ordinal);
    }

    private static string NameOf(TestDatabase database) => new NpgsqlConnectionStringBuilder(database.Connection).Database!;
}
