using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>Begins, resumes, restarts, completes and discards runs.</summary>
internal sealed class RunStore(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    /// <summary>Graph does not say how long a nextLink lives, and an old half is no picture of today.</summary>
    private static readonly TimeSpan ResumeWithin = TimeSpan.FromHours(6);

    /// <summary>The reader's interrupted run where there is a fresh one, else a new run.</summary>
    public Task<InventoryRun> BeginAsync(string reader, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var now = time.GetUtcNow();
        var row = await ReaderAsync(db, reader, stop);
        row.LastTriedAt = now;
        InventoryRun? resumed = null;
        foreach (var open in await db.Set<InventoryRun>().Where(r => r.Tenant == tenant.TenantId && r.Reader == reader && r.State == RunState.Reading).OrderBy(r => r.Id).ToListAsync(stop))
        {
            if (resumed is not null)
                resumed.State = RunState.Discarded;
            resumed = open;
        }

        if (resumed is not null && now - resumed.StartedAt < ResumeWithin && resumed.StartedAt <= now)
            return resumed;
        if (resumed is not null)
            resumed.State = RunState.Discarded;
        var last = await db.Set<InventoryRun>().MaxAsync(r => (long?)r.Id, stop) ?? 0;
        var run = new InventoryRun { Id = last + 1, Tenant = tenant.TenantId, Reader = reader, StartedAt = now };
        db.Add(run);
        return run;
    }, stop);

    /// <summary>Pages of a list that the run has read, in order.</summary>
    public Task<List<InventoryPage>> PagesAsync(long run, SourceKind source) =>
        database.ReadAsync(db => db.Set<InventoryPage>().Where(p => p.Run == run && p.Source == source).OrderBy(p => p.Number).ToListAsync());

    /// <summary>Forgets what a run read of one list.</summary>
    public async Task RestartAsync(long run, SourceKind source, CancellationToken stop)
    {
        await database.WriteAsideAsync(db => db.Set<InventoryPage>().Where(p => p.Run == run && p.Source == source).ExecuteDeleteAsync(stop), stop);
        await RunRows.DeleteListAsync(database, run, (RecordKind)source, stop);
    }

    /// <summary>The records of a list that the run has read.</summary>
    public Task<List<InventoryPart>> PartsAsync(long run, SourceKind source)
    {
        var (first, last) = (InventoryPart.IdOf(run, (RecordKind)source, 0), InventoryPart.IdOf(run, (RecordKind)source + 1, 0) - 1);
        return database.ReadAsync(db => db.Set<InventoryPart>().Where(p => p.Id >= first && p.Id <= last).OrderBy(p => p.Id).ToListAsync());
    }

    public Task MovedAsync(long run, CancellationToken stop) =>
        database.WriteAsync(db => db.Set<InventoryRun>().Where(r => r.Id == run).ExecuteUpdateAsync(r => r.SetProperty(x => x.Moved, true), stop), stop);

    /// <summary>Shows the run's devices from now on, all at once.</summary>
    public Task CompleteAsync(InventoryRun run, DateTimeOffset readAt, int devices, string? note, CancellationToken stop) => database.WriteAsync(async db =>
    {
        await db.Set<InventoryRun>().Where(r => r.Tenant == tenant.TenantId && r.Reader == run.Reader && r.Id != run.Id && r.State < RunState.Discarded)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RunState.Discarded), stop);
        if (await db.Set<InventoryRun>().Where(r => r.Id == run.Id && r.State == RunState.Reading).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RunState.Complete), stop) == 0)
            throw new InvalidOperationException("Somebody else discarded this read meanwhile.");
        await db.Set<InventoryPage>().Where(p => p.Run == run.Id).ExecuteDeleteAsync(stop);
        var row = await ReaderAsync(db, run.Reader, stop);
        row.CurrentRun = run.Id;
        row.FullReadAt = readAt;
        row.JudgedAt = time.GetUtcNow();
        row.Devices = devices;
        row.LastError = note;
        db.Announce(ChangeKind.Inventory);
    }, stop);

    /// <summary>Says why the sync did not complete; the older inventory stays.</summary>
    public Task FailAsync(string reader, string why, long? discard, CancellationToken stop) => database.WriteAsync(async db =>
    {
        (await ReaderAsync(db, reader, stop)).LastError = why;
        if (discard is { } run)
            await db.Set<InventoryRun>().Where(r => r.Id == run).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RunState.Discarded), stop);
        db.Announce(ChangeKind.Inventory);
    }, stop);

    /// <summary>Deletes the rows of discarded runs, a slice at a time, so that no other write waits long.</summary>
    public async Task CleanAsync(CancellationToken stop)
    {
        var runs = await database.ReadAsync(db => db.Set<InventoryRun>().Where(r => r.Tenant == tenant.TenantId && r.State == RunState.Discarded).Select(r => r.Id).ToListAsync(stop));
        foreach (var run in runs)
        {
            await RunRows.DeleteAsync(database, run, stop);
            await database.WriteAsync(db => ForgetAsync(db, run, stop), stop);
        }
    }

    /// <summary>The newest number stays taken: another node may still be deleting rows by it.</summary>
    private static async Task ForgetAsync(ConsoleDbContext db, long run, CancellationToken stop)
    {
        await db.Set<InventoryRun>().Where(r => r.Id == run).ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RunState.Cleared), stop);
        await db.Set<InventoryRun>().Where(r => r.State == RunState.Cleared && db.Set<InventoryRun>().Any(newer => newer.Id > r.Id)).ExecuteDeleteAsync(stop);
    }

    private async Task<InventoryReader> ReaderAsync(ConsoleDbContext db, string reader, CancellationToken stop)
    {
        var row = await db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop);
        if (row is null)
            db.Add(row = new InventoryReader { Tenant = tenant.TenantId, Reader = reader });
        return row;
    }
}
