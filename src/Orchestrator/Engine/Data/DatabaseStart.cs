using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Data;

/// <summary>Brings the database to this version before anything reads it.</summary>
public sealed class DatabaseStart(Func<ConsoleDbContext> open)
{
    /// <summary>A process killed while migrating leaves EF's lock row behind, and the next start would wait for ever (stack.md §6).</summary>
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(10);

    /// <exception cref="TimeoutException">Another process holds the migration lock.</exception>
    public async Task MigrateAsync(CancellationToken stop)
    {
        await using var db = open();
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limited.CancelAfter(LongestMigration);
        try
        {
            // A database that is up to date is left alone: migrating compares the whole model with its last snapshot first, which a test does for us (MigrationTests).
            if ((await db.Database.GetPendingMigrationsAsync(limited.Token)).Any())
                await db.Database.MigrateAsync(limited.Token);
        }
        catch (OperationCanceledException tooLong) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("The database could not be migrated in ten minutes: another process holds it, or one was killed while migrating (then delete the table __EFMigrationsLock).", tooLong);
        }
    }
}
