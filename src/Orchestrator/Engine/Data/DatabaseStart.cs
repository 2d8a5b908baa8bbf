using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Brings the database to this version before anything reads it, and refuses one that could lose what was committed.</summary>
/// <param name="open">Opens it.</param>
/// <param name="alone">No other process can have it (<see cref="Sqlite.SqliteFileLock"/>): a migration lock that is found was left behind.</param>
public sealed class DatabaseStart(Func<ConsoleDbContext> open, bool alone = false)
{
    /// <summary>A process killed while migrating leaves EF's lock row behind on SQLite, and the next start would wait for ever (stack.md §6).</summary>
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    /// <exception cref="InvalidOperationException">A newer version made the database, or a setting of it gives committed rows away.</exception>
    /// <exception cref="TimeoutException">Another process holds the migration lock.</exception>
    public async Task MigrateAsync(CancellationToken stop)
    {
        await using var db = open();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(LongestMigration);
        try
        {
            await using var others = await db.Dialect.LockMigrationAsync(db, limited.Token);
            await RefuseNewerAsync(db, limited.Token);

            // A database that is up to date is left alone: migrating compares the whole model with its last snapshot first, which a test does for us (MigrationTests).
            if ((await db.Database.GetPendingMigrationsAsync(limited.Token)).Any())
                await MigrateAsync(db, limited.Token);
        }
        catch (OperationCanceledException tooLong) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("The database could not be migrated in ten minutes: another process holds it, or one was killed while migrating (then delete the table __EFMigrationsLock).", tooLong);
        }

        await db.Dialect.RequireDurableAsync(db, stop);
    }

    private async Task MigrateAsync(ConsoleDbContext db, CancellationToken stop)
    {
        if (alone)
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", stop);
        await db.Database.MigrateAsync(stop);
    }

    private static async Task RefuseNewerAsync(ConsoleDbContext db, CancellationToken stop)
    {
        if (!await db.Database.CanConnectAsync(stop))
            return;
        var unknown = (await db.Database.GetAppliedMigrationsAsync(stop)).Except(db.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
            throw new InvalidOperationException($"{DatabaseOptions.ConnectionKey}: a newer version of this console made the database (it has {unknown[^1]}). Start that version, or restore a backup from before.");
    }
}
