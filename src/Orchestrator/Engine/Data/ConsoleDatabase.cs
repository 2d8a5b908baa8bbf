using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Opens the database for reading and for writing. What it announced is published after the commit, never before. Nothing is ever repeated here: a COMMIT
/// whose answer was lost is settled by reading (design.md, Sending).
/// </summary>
public sealed class ConsoleDatabase(Func<ConsoleDbContext> open, ChangeFeed feed) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly Lazy<bool> _singleProcess = new(() =>
    {
        using var db = open();
        return db.Dialect.SingleProcess;
    });

    /// <summary>No other process can write here.</summary>
    public bool SingleProcess => _singleProcess.Value;

    /// <summary>Reads without tracking, all of it over one connection. Each statement sees what is committed when it is made.</summary>
    public async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = open();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        await db.Database.OpenConnectionAsync();
        try
        {
            return await read(db);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction, saves and commits. An exception rolls everything back. These writes go one at a time, over all
    /// processes (decision 0019): what <paramref name="write"/> reads stays true until it commits.
    /// </summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed a row in between; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<ConsoleDbContext, Task<T>> write, CancellationToken stop)
    {
        await _writer.WaitAsync(stop);
        try
        {
            await using var db = open();
            return await TransactAsync(db, alone: true, write, stop);
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task WriteAsync(Func<ConsoleDbContext, Task> write, CancellationToken stop) => WriteAsync(Valued(write), stop);

    /// <summary>
    /// A transaction beside those of <see cref="WriteAsync{T}"/>, for rows on which no decision rests (the inventory's mass) or that one statement changes
    /// with its own condition (leases): on PostgreSQL it waits for nobody. What it reads may change before it commits.
    /// </summary>
    public async Task<T> WriteAsideAsync<T>(Func<ConsoleDbContext, Task<T>> write, CancellationToken stop)
    {
        if (SingleProcess)
            return await WriteAsync(write, stop);
        await using var db = open();
        return await TransactAsync(db, alone: false, write, stop);
    }

    public Task WriteAsideAsync(Func<ConsoleDbContext, Task> write, CancellationToken stop) => WriteAsideAsync(Valued(write), stop);

    /// <summary>SQLite's file as it is configured; <c>null</c> for a server. Opens nothing: where the file is gone, nothing can be opened.</summary>
    public string? File
    {
        get
        {
            using var db = open();
            return db.Database.IsSqlite() && db.Database.GetDbConnection().DataSource is { Length: > 0 } file ? file : null;
        }
    }

    public void Dispose() => _writer.Dispose();

    private async Task<T> TransactAsync<T>(ConsoleDbContext db, bool alone, Func<ConsoleDbContext, Task<T>> write, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (alone)
            await db.Dialect.LockAsync(db, stop);
        var result = await write(db);
        await db.SaveChangesAsync(stop);
#if FAILPOINTS
        if (db.ChangeTracker.Entries<AuditEntry>().Any())
            Failpoint.Hit("mid-audit");
#endif
        await db.Dialect.FinishAsync(db, feed.Name, stop);

        // A commit that was started is finished: cancelling it would leave us not knowing.
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var change in db.Announced)
            feed.Publish(change);
        CommitReport.Committed(db);
        return result;
    }

    private static Func<ConsoleDbContext, Task<bool>> Valued(Func<ConsoleDbContext, Task> write) => async db =>
    {
        await write(db);
        return true;
    };
}
