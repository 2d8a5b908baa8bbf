using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace AutopilotReset.Engine.Data.Postgres;

/// <summary>
/// PostgreSQL: any number of processes; writes of decisions go one at a time over all of them (decision 0019). The lock dies with its transaction, and a
/// process that freezes inside one is cut off by the server.
/// </summary>
internal sealed class PostgresDialect : Dialect
{
    public static readonly PostgresDialect Only = new();

    /// <summary>Names our lock among a server's advisory locks: the first eight letters of the product as a number. They are per database.</summary>
    private const long WriterLock = 0x4155544F50494C4F;

    private const long MigrationLock = WriterLock + 1;

    /// <summary>A frozen or vanished node holds up the others no longer than this.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly string LockSql = string.Create(CultureInfo.InvariantCulture,
        $"""
        SET LOCAL idle_in_transaction_session_timeout = {LongestSilence.TotalMilliseconds:0};
        SET LOCAL lock_timeout = {LongestWait.TotalMilliseconds:0};
        SELECT pg_advisory_xact_lock({WriterLock});
        SELECT current_setting('fsync'), current_setting('synchronous_commit')
        """);

    public override string Name => "Postgres";

    public override bool SingleProcess => false;

    public override IReadOnlyList<AuditTrigger> AuditTriggers => PostgresAudit.Triggers;

    public override async Task LockAsync(ConsoleDbContext db, CancellationToken stop)
    {
        await using var command = CommandOf(db, LockSql);
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        await reader.ReadAsync(stop);
        RequireDurable(reader.GetString(0), reader.GetString(1));
    }

    public override Task FinishAsync(ConsoleDbContext db, string from, CancellationToken stop) => db.Announced.Count == 0
        ? db.Database.ExecuteSqlAsync($"SELECT 1", stop)
        : db.Database.ExecuteSqlAsync($"SELECT pg_notify({ChangeMessages.Channel}, {ChangeMessages.Write(from, db.Announced)})", stop);

    /// <summary>EF's own lock does not cover the making of its history table, so two nodes at an empty database would both begin.</summary>
    public override async Task<IAsyncDisposable?> LockMigrationAsync(ConsoleDbContext db, CancellationToken stop)
    {
        if (!await db.Database.CanConnectAsync(stop))
            await CreateAsync(db, stop);
        await db.Database.OpenConnectionAsync(stop);
        var held = new HeldLock(db);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", stop);
        return held;
    }

    public override async Task EnsureSchemaAsync(ConsoleDbContext db, string schema, CancellationToken stop)
    {
        await using var command = CommandOf(db, $"CREATE SCHEMA IF NOT EXISTS \"{schema}\"");
        await command.ExecuteNonQueryAsync(stop);
    }

    public override async Task RequireDurableAsync(ConsoleDbContext db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        await using var command = CommandOf(db, "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('server_encoding')");
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        RequireDurable(reader.GetString(0), reader.GetString(1));
        if (reader.GetString(2) != "UTF8")
            throw new InvalidOperationException($"ConnectionStrings:Console: the database's encoding is {reader.GetString(2)}; it must be UTF8 (CREATE DATABASE … ENCODING 'UTF8').");
    }

    public override Task<IReadOnlyList<AuditTrigger>> ReadAuditTriggersAsync(ConsoleDbContext db, CancellationToken stop) => PostgresAudit.ReadAsync(db, stop);

    public override IQueryable<AuditEntry> AuditWithText(ConsoleDbContext db, string plain, string escaped) => db.AuditEntries.FromSql(
        $"""
        SELECT * FROM "AuditEntries" WHERE lower("Type") LIKE {plain} ESCAPE '\' OR lower("ActorName") LIKE {plain} ESCAPE '\' OR lower("ActorId") LIKE {plain} ESCAPE '\'
        OR lower("DeviceName") LIKE {plain} ESCAPE '\' OR lower("Text") LIKE {plain} ESCAPE '\'
        OR lower(substr(convert_from("Bytes", 'UTF8'), position('"subject":' in convert_from("Bytes", 'UTF8'))) COLLATE "C") LIKE {escaped} ESCAPE '\'
        """);

    // Without braces: the statement is a format string.
    public override string JsonText(string column, params IReadOnlyList<string> path) => $"(\"{column}\"::json {string.Concat(path.SkipLast(1).Select(p => $"-> '{p}' "))}->> '{path[^1]}')";

    public override void InsertBlobs(ConsoleDbContext db, string table, string column, IEnumerable<(long Id, byte[] Bytes)> rows)
    {
        using var copy = ((NpgsqlConnection)db.Database.GetDbConnection()).BeginBinaryImport($"COPY \"{table}\" (\"Id\", \"{column}\") FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(row.Id, NpgsqlDbType.Bigint);
            copy.Write(row.Bytes, NpgsqlDbType.Bytea);
        }

        copy.Complete();
    }

    /// <summary>The lock of the context's own session, which stays open until then; it dies with it.</summary>
    private sealed class HeldLock(ConsoleDbContext db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({MigrationLock})");
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task CreateAsync(ConsoleDbContext db, CancellationToken stop)
    {
        try
        {
            await db.GetService<IRelationalDatabaseCreator>().CreateAsync(stop);
        }
        catch (PostgresException other) when (other.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another node was quicker.
        }
    }

    /// <summary>A commit that a power loss can take back would let a reset be sent twice (design.md, Sending).</summary>
    internal static void RequireDurable(string fsync, string synchronousCommit)
    {
        if (fsync != "on")
            throw new InvalidOperationException($"ConnectionStrings:Console: PostgreSQL runs with fsync = {fsync}; the console needs fsync = on, or a power loss could make it send a reset twice.");
        if (synchronousCommit == "off")
            throw new InvalidOperationException("ConnectionStrings:Console: PostgreSQL commits with synchronous_commit = off for this database or role; the console needs on (or local, remote_write, remote_apply), or a crash could make it send a reset twice.");
    }
}
