using AutopilotReset.Engine.Audit;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data.Sqlite;

/// <summary>SQLite: one process, one writer; a write transaction begins with the file's write lock (<c>BEGIN IMMEDIATE</c>).</summary>
internal sealed class SqliteDialect : Dialect
{
    public static readonly SqliteDialect Only = new();

    public override string Name => "Sqlite";

    public override bool SingleProcess => true;

    public override IReadOnlyList<AuditTrigger> AuditTriggers { get; } = [.. AuditSchema.Triggers.Zip(AuditSchema.Sqlite, (name, statement) => new AuditTrigger(name, statement))];

    public override Task LockAsync(ConsoleDbContext db, CancellationToken stop) => Task.CompletedTask;

    public override Task FinishAsync(ConsoleDbContext db, string from, CancellationToken stop) => Task.CompletedTask;

    /// <summary>The file's lock (<see cref="SqliteFileLock"/>) keeps others out.</summary>
    public override async Task<IAsyncDisposable?> LockMigrationAsync(ConsoleDbContext db, CancellationToken stop)
    {
        await SqliteFile.MakeAsync(db.Database.GetConnectionString() ?? "", stop);
        return null;
    }

    /// <summary>The scheduler keeps its triggers in memory here.</summary>
    public override Task EnsureSchemaAsync(ConsoleDbContext db, string schema, CancellationToken stop) => Task.CompletedTask;

    /// <summary>The pragmas of each connection see to it.</summary>
    public override Task RequireDurableAsync(ConsoleDbContext db, CancellationToken stop) => Task.CompletedTask;

    public override async Task<IReadOnlyList<AuditTrigger>> ReadAuditTriggersAsync(ConsoleDbContext db, CancellationToken stop) =>
        await db.Database.SqlQuery<AuditTrigger>($"SELECT name AS \"Name\", sql AS \"Statement\" FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'AuditEntries'").ToListAsync(stop);

    /// <summary>LIKE folds ASCII here by itself.</summary>
    public override IQueryable<AuditEntry> AuditWithText(ConsoleDbContext db, string plain, string escaped) => db.AuditEntries.FromSql(
        $"""
        SELECT * FROM "AuditEntries" WHERE "Type" LIKE {plain} ESCAPE '\' OR "ActorName" LIKE {plain} ESCAPE '\' OR "ActorId" LIKE {plain} ESCAPE '\'
        OR "DeviceName" LIKE {plain} ESCAPE '\' OR "Text" LIKE {plain} ESCAPE '\'
        OR substr(CAST("Bytes" AS TEXT), instr(CAST("Bytes" AS TEXT), '"subject":')) LIKE {escaped} ESCAPE '\'
        """);

    public override string JsonText(string column, params IReadOnlyList<string> path) => $"json_extract(\"{column}\", '$.{string.Join('.', path)}')";

    public override void InsertBlobs(ConsoleDbContext db, string table, string column, IEnumerable<(long Id, byte[] Bytes)> rows)
    {
        using var command = CommandOf(db, $"INSERT INTO \"{table}\" (\"Id\", \"{column}\") VALUES (@id, @bytes)");
        var id = command.CreateParameter();
        id.ParameterName = "@id";
        var bytes = command.CreateParameter();
        bytes.ParameterName = "@bytes";
        command.Parameters.Add(id);
        command.Parameters.Add(bytes);
        foreach (var row in rows)
        {
            (id.Value, bytes.Value) = (row.Id, row.Bytes);
            command.ExecuteNonQuery();
        }
    }
}
