using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>
/// Opens the database for reading and for writing. Writes go one at a time through this process (SQLite's write lock is not fair, stack.md §7),
/// each in one transaction; what it announced is published after the commit, never before.
/// </summary>
public sealed class ConsoleDatabase(Func<ConsoleDbContext> open, ChangeFeed feed) : IDisposable
{
    private readonly SemaphoreSlim _writer = new(1, 1);

    /// <summary>Reads without tracking.</summary>
    public async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = open();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db);
    }

    /// <summary>Runs <paramref name="write"/> in one transaction, saves and commits. An exception rolls everything back.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else changed a row in between; nothing was written.</exception>
    public async Task<T> WriteAsync<T>(Func<ConsoleDbContext, Task<T>> write, CancellationToken stop)
    {
        await _writer.WaitAsync(stop);
        try
        {
            await using var db = open();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var result = await write(db);
            await db.SaveChangesAsync(stop);
#if FAILPOINTS
            if (db.ChangeTracker.Entries<AuditEntry>().Any())
                Failpoint.Hit("mid-audit");
#endif

            // A commit that was started is finished: cancelling it would leave us not knowing.
            await transaction.CommitAsync(CancellationToken.None);
            foreach (var change in db.Announced)
                feed.Publish(change);
            CommitReport.Committed(db);
            return result;
        }
        finally
        {
            _writer.Release();
        }
    }

    public Task WriteAsync(Func<ConsoleDbContext, Task> write, CancellationToken stop) =>
        WriteAsync(async db =>
        {
            await write(db);
            return true;
        }, stop);

    public void Dispose() => _writer.Dispose();
}
