using System.Collections.Concurrent;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Tests.Operations;
using AutopilotReset.Shared.Console;

namespace AutopilotReset.Engine.Tests.Data;

/// <summary>What a transaction announced is told once, also where contexts are pooled.</summary>
public sealed class AnnouncementTests
{
    [Fact]
    public async Task Write_AfterAnotherOne_AnnouncesOnlyItsOwn()
    {
        await using var engine = await WholeEngine.StartAsync();
        var database = engine.Get<ConsoleDatabase>();
        var told = new ConcurrentQueue<Change>();
        using var subscription = engine.Get<IChangeFeed>().Subscribe(told.Enqueue);

        await database.WriteAsync(Announce(ChangeKind.Guard), default);
        await database.WriteAsync(Announce(ChangeKind.Audit), default);
        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync(db =>
        {
            db.Announce(ChangeKind.Batch);
            throw new InvalidOperationException("Rolled back.");
        }, default));
        await database.WriteAsync(Announce(ChangeKind.Review), default);

        Assert.Equal([ChangeKind.Guard, ChangeKind.Audit, ChangeKind.Review], told.Select(t => t.Kind));
    }

    private static Func<ConsoleDbContext, Task> Announce(ChangeKind kind) => db =>
    {
        db.Announce(kind);
        return Task.CompletedTask;
    };
}
