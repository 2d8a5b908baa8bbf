namespace AutopilotReset.Engine.Audit;

/// <summary>What keeps the audit append-only in the database itself (design.md, Audit). The chain finds what gets past it.</summary>
public static class AuditSchema
{
    /// <summary>Names of the triggers that <see cref="Sqlite"/> creates; a start without them fails.</summary>
    public static IReadOnlyList<string> Triggers { get; } = ["AuditEntries_NoUpdate", "AuditEntries_NoDelete", "AuditEntries_OnlyAppend"];

    /// <summary>Statements for SQLite, each to be run once. The third refuses <c>INSERT OR REPLACE</c>, which fires no delete trigger.</summary>
    public static IReadOnlyList<string> Sqlite { get; } =
    [
        """
        CREATE TRIGGER AuditEntries_NoUpdate BEFORE UPDATE ON AuditEntries
        BEGIN SELECT RAISE(ABORT, 'The audit is append-only: an entry is never changed.'); END;
        """,
        """
        CREATE TRIGGER AuditEntries_NoDelete BEFORE DELETE ON AuditEntries
        BEGIN SELECT RAISE(ABORT, 'The audit is append-only: an entry is never deleted.'); END;
        """,
        """
        CREATE TRIGGER AuditEntries_OnlyAppend BEFORE INSERT ON AuditEntries
        WHEN EXISTS (SELECT 1 FROM AuditEntries WHERE Tenant = NEW.Tenant AND Seq >= NEW.Seq)
        BEGIN SELECT RAISE(ABORT, 'The audit is append-only: an entry goes to the end of the chain.'); END;
        """,
    ];
}
