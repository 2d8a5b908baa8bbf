using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data.Postgres;

/// <summary>
/// What keeps the audit append-only on PostgreSQL. The triggers are ALWAYS enabled, so that <c>session_replication_role</c> does not pass them by; who owns
/// the table can still drop them, which the start and the chain find.
/// </summary>
internal static class PostgresAudit
{
    public static IReadOnlyList<AuditTrigger> Triggers { get; } =
    [
        Trigger("AuditEntries_NoUpdate", "UPDATE", "ROW", "RAISE EXCEPTION 'The audit is append-only: an entry is never changed.';"),
        Trigger("AuditEntries_NoDelete", "DELETE", "ROW", "RAISE EXCEPTION 'The audit is append-only: an entry is never deleted.';"),
        Trigger("AuditEntries_NoTruncate", "TRUNCATE", "STATEMENT", "RAISE EXCEPTION 'The audit is append-only: entries are never deleted.';"),
        Trigger("AuditEntries_OnlyAppend", "INSERT", "ROW",
            """
            IF EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Tenant" = NEW."Tenant" AND "Seq" >= NEW."Seq") THEN
                RAISE EXCEPTION 'The audit is append-only: an entry goes to the end of the chain.';
            END IF;
            RETURN NEW;
            """),
    ];

    /// <summary>Each trigger with the body of its function, as it was made; one that is not always enabled is left out.</summary>
    public static async Task<IReadOnlyList<AuditTrigger>> ReadAsync(ConsoleDbContext db, CancellationToken stop)
    {
        var found = await db.Database.SqlQuery<StoredTrigger>(
            $"""
            SELECT t.tgname::text AS "Name", p.prosrc AS "Body", t.tgtype::int AS "Type", t.tgqual IS NULL AND t.tgattr = '' AND p.proname::text = t.tgname::text AS "Plain"
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = '"AuditEntries"'::regclass AND NOT t.tgisinternal AND t.tgenabled = 'A'
            """).ToListAsync(stop);
        return [.. found.Where(f => f.Plain).Select(Statement).OfType<AuditTrigger>()];
    }

    /// <summary>The statement that makes such a trigger; <c>null</c> for one that no statement of ours makes.</summary>
    private static AuditTrigger? Statement(StoredTrigger stored) => stored.Type switch
    {
        RowBefore | OnUpdate => Made(stored, "UPDATE", "ROW"),
        RowBefore | OnDelete => Made(stored, "DELETE", "ROW"),
        RowBefore | OnInsert => Made(stored, "INSERT", "ROW"),
        Before | OnTruncate => Made(stored, "TRUNCATE", "STATEMENT"),
        _ => null,
    };

    // Bits of pg_trigger.tgtype (PostgreSQL's catalog/pg_trigger.h).
    private const int Before = 2;
    private const int RowBefore = 1 | Before;
    private const int OnInsert = 4;
    private const int OnDelete = 8;
    private const int OnUpdate = 16;
    private const int OnTruncate = 32;

    private static AuditTrigger Made(StoredTrigger stored, string on, string forEach) => new(stored.Name, Sql(stored.Name, on, forEach, stored.Body));

    private static AuditTrigger Trigger(string name, string on, string forEach, string body) => new(name, Sql(name, on, forEach, $"\nBEGIN\n{body}\nEND\n"));

    private static string Sql(string name, string on, string forEach, string body) =>
        $"""
        CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body${body}$body$;
        CREATE TRIGGER "{name}" BEFORE {on} ON "AuditEntries" FOR EACH {forEach} EXECUTE FUNCTION "{name}"();
        ALTER TABLE "AuditEntries" ENABLE ALWAYS TRIGGER "{name}";
        """;

    private sealed record StoredTrigger(string Name, string Body, int Type, bool Plain);
}
