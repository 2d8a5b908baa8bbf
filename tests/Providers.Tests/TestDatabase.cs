using System.Text.RegularExpressions;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Providers.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AutopilotReset.Engine.Tests.Testing;

/// <summary>
/// A console database on PostgreSQL, copied from one that the product's own migrations made. The server is the one that <c>TEST_POSTGRES</c> names;
/// disposing drops the database.
/// </summary>
public sealed partial class TestDatabase : IDisposable
{
    private readonly DbContextOptions<PostgresConsoleDbContext> _options;
    private readonly string _name;

    /// <param name="statements">SQLite's; the migrations have made PostgreSQL's.</param>
    public TestDatabase(params IEnumerable<string>[] statements)
    {
        _ = statements;
        _name = PostgresServer.CreateDatabase();
        Connection = PostgresServer.ConnectionTo(_name);
        var options = new DbContextOptionsBuilder<PostgresConsoleDbContext>();
        DataServices.ConfigurePostgres(options, Connection);
        _options = options.Options;
        Console = Reopen();
    }

    /// <summary>SQL of the shared tests that the two say differently.</summary>
    private static readonly (string Sqlite, string Postgres)[] Wordings =
    [
        (@"zeroblob\((\d+)\)", "decode(repeat('00', $1), 'hex')"),
        (@"x'([0-9A-F]*)'", @"'\x$1'::bytea"),
        (@"CAST\(Bytes AS TEXT\)", "convert_from(Bytes, 'UTF8')"),
        (@"CAST\((replace\(.*\)) AS BLOB\)", "convert_to($1, 'UTF8')"),
        ("At \\+ 10000\\b", "At + interval '1 millisecond'"),
        ("At \\+ 1\\b", "At + interval '1 microsecond'"),
    ];

    public const string Tenant = "11111111-1111-1111-1111-111111111111";

    public static TenantIdentity Identity { get; } = new(Tenant, "Public");

    public string Connection { get; }

    public ChangeFeed Feed { get; } = new();

    public ConsoleDatabase Console { get; }

    /// <summary>The door as another process, or the next start of this one, would have it.</summary>
    public ConsoleDatabase Reopen() => new(Open, Feed);

    public ConsoleDbContext Open() => new PostgresConsoleDbContext(_options);

    /// <summary>Connections that lie idle are closed, as at a restart.</summary>
    public void CloseConnections()
    {
        using var connection = new NpgsqlConnection(Connection);
        NpgsqlConnection.ClearPool(connection);
    }

    /// <summary>SQL past the model, as somebody with the database in hand would run it. Names of our tables and columns need no quotes.</summary>
    public void Execute(string sql) => Run(Quoted(sql));

    private void Run(string sql)
    {
        using var connection = new NpgsqlConnection(Connection + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>As the owner of the table could.</summary>
    public void DropAuditTrigger(string name) => Execute($"DROP FUNCTION \"{name}\"() CASCADE");

    /// <summary>A trigger of that name that refuses nothing.</summary>
    public void MakeToothlessTrigger(string name) => Run(
        $"""
        CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END';
        CREATE TRIGGER "{name}" BEFORE DELETE ON "AuditEntries" FOR EACH ROW EXECUTE FUNCTION "{name}"();
        ALTER TABLE "AuditEntries" ENABLE ALWAYS TRIGGER "{name}";
        """);

    public void MakeAuditTriggers()
    {
        using var db = Open();
        foreach (var trigger in db.Dialect.AuditTriggers)
            Run(trigger.Statement);
    }

    public void Dispose()
    {
        Console.Dispose();
        CloseConnections();
        PostgresServer.Drop(_name);
    }

    private string Quoted(string sql)
    {
        foreach (var (sqlite, postgres) in Wordings)
            sql = Regex.Replace(sql, sqlite, postgres, RegexOptions.None, TimeSpan.FromSeconds(1));
        using var db = Open();
        var names = db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => p.GetColumnName()).Append(e.GetTableName()!)).ToHashSet(StringComparer.Ordinal);
        return Word().Replace(sql, word => names.Contains(word.Value) || word.Value == "BatchesAway" ? $"\"{word.Value}\"" : word.Value);
    }

    // Words outside of quotes.
    [GeneratedRegex("""(?<=^(?:[^'"]|'[^']*'|"[^"]*")*)\b[A-Z]\w*\b(?!['"])""", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
