using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace AutopilotReset.Engine.Data;

/// <summary>What the databases do differently. Everything else is the one model and runs the same on each.</summary>
public abstract class Dialect
{
    /// <summary>Value of <c>Database:Provider</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Only one process may use the database, and only one of its threads may write at a time.</summary>
    public abstract bool SingleProcess { get; }

    /// <summary>Triggers that keep the audit append-only, in the order in which they are made.</summary>
    public abstract IReadOnlyList<AuditTrigger> AuditTriggers { get; }

    /// <summary>First in every write transaction: nobody else writes until it ends, and it sees everything that was committed before.</summary>
    public abstract Task LockAsync(ConsoleDbContext db, CancellationToken stop);

    /// <summary>
    /// Last in a write transaction: other processes hear of its changes when, and only when, it commits. Throws where a statement of it failed, even if that was
    /// caught: the COMMIT would be a rollback that looks like success.
    /// </summary>
    /// <param name="db">With the transaction and what it announced.</param>
    /// <param name="from">Names the feed of this process.</param>
    /// <param name="stop">Cancels.</param>
    public abstract Task FinishAsync(ConsoleDbContext db, string from, CancellationToken stop);

    /// <summary>Makes the database where it is missing, and keeps other processes from migrating it until disposed.</summary>
    public abstract Task<IAsyncDisposable?> LockMigrationAsync(ConsoleDbContext db, CancellationToken stop);

    /// <summary>Where the scheduler makes its own tables.</summary>
    public abstract Task EnsureSchemaAsync(ConsoleDbContext db, string schema, CancellationToken stop);

    /// <summary>What the database itself must promise before the console may rely on it.</summary>
    /// <exception cref="InvalidOperationException">A setting gives committed rows away; the message names it.</exception>
    public abstract Task RequireDurableAsync(ConsoleDbContext db, CancellationToken stop);

    /// <summary>Definitions of the triggers on <c>AuditEntries</c> as the database has them; one that is switched off is left out.</summary>
    public abstract Task<IReadOnlyList<AuditTrigger>> ReadAuditTriggersAsync(ConsoleDbContext db, CancellationToken stop);

    /// <summary>Audit entries with a text in their columns or, escaped, behind <c>"subject":</c> in their bytes. Both are LIKE patterns in lower case.</summary>
    public abstract IQueryable<AuditEntry> AuditWithText(ConsoleDbContext db, string plain, string escaped);

    /// <summary>Inserts an id and a blob for each row, inside the open transaction, as fast as the database allows.</summary>
    /// <param name="db">With an open transaction.</param>
    /// <param name="table">Our own constant.</param>
    /// <param name="column">Of the blob; our own constant.</param>
    /// <param name="rows">Ids with their blobs.</param>
    public abstract void InsertBlobs(ConsoleDbContext db, string table, string column, IEnumerable<(long Id, byte[] Bytes)> rows);

    /// <summary>An SQL expression for a text deep in a column of JSON; NULL where it is not there.</summary>
    /// <param name="column">Our own constant.</param>
    /// <param name="path">Names from the outside in; our own constants.</param>
    public abstract string JsonText(string column, params IReadOnlyList<string> path);

    protected static DbCommand CommandOf(ConsoleDbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }
}

/// <param name="Name">As in the database.</param>
/// <param name="Statement">Makes it.</param>
public sealed record AuditTrigger(string Name, string Statement);
