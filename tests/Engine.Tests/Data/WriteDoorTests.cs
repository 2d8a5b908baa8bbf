using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Data;

/// <summary>What a write reads stays true until it commits, whoever else writes.</summary>
public sealed class WriteDoorTests : IDisposable
{
    private readonly TestDatabase _file = new();
    private readonly ConsoleDatabase _other;

    public WriteDoorTests() => _other = _file.Reopen();

    public void Dispose()
    {
        _other.Dispose();
        _file.Dispose();
    }

    [Fact]
    public async Task Write_TwoNodesReadAndAddOne_LoseNothing()
    {
        await _file.Console.WriteAsync(db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "counter", Node = "" });
            return Task.CompletedTask;
        }, default);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? _file.Console : _other).WriteAsync(async db =>
        {
            var row = await db.Set<Lease>().SingleAsync(l => l.Name == "counter");
            row.Beat++;
        }, default))));

        Assert.Equal(40, await _file.Console.ReadAsync(db => db.Set<Lease>().Where(l => l.Name == "counter").Select(l => l.Beat).SingleAsync()));
    }

    [Fact]
    public async Task Write_TwoNodesAddTheSameRowWhereMissing_AddItOnce()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => (i % 2 == 0 ? _file.Console : _other).WriteAsync(async db =>
        {
            if (!await db.Set<Lease>().AnyAsync(l => l.Name == "once"))
                db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "once", Node = "" });
        }, default))));

        Assert.Equal(1, await _file.Console.ReadAsync(db => db.Set<Lease>().CountAsync()));
    }

    [Fact]
    public async Task Write_FailedStatementSwallowed_NothingIsHalfWritten()
    {
        var failed = await Record.ExceptionAsync(() => _file.Console.WriteAsync(async db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "half", Node = "" });
            await db.SaveChangesAsync();
            try
            {
                await db.Database.ExecuteSqlRawAsync("SELECT * FROM \"NoSuchTable\"");
            }
            catch (System.Data.Common.DbException)
            {
                // As code might that means well.
            }
        }, default));

        var stored = await _file.Console.ReadAsync(db => db.Set<Lease>().CountAsync());
        Assert.Equal(failed is null ? 1 : 0, stored);
    }

    [Fact]
    public async Task Times_AnyOffsetAndPrecision_ComeBackInUtcToTheMicrosecond()
    {
        var at = new DateTimeOffset(2026, 6, 12, 11, 0, 0, TimeSpan.FromHours(2)).AddTicks(1_234_567);
        await _file.Console.WriteAsync(db =>
        {
            db.Add(new Lease { Tenant = TestDatabase.Tenant, Name = "time", Node = "", BeatAt = at });
            return Task.CompletedTask;
        }, default);

        var read = await _file.Console.ReadAsync(db => db.Set<Lease>().SingleAsync(l => l.BeatAt <= at && l.BeatAt > at.AddMilliseconds(-1)));
        Assert.Equal(TimeSpan.Zero, read.BeatAt.Offset);
        Assert.InRange(at - read.BeatAt, TimeSpan.Zero, TimeSpan.FromMicroseconds(1));
    }
}
