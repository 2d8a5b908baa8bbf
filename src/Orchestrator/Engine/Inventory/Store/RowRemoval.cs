using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>Deletes a run's devices in slices: the write gate is never held long (design.md, Sending goes first).</summary>
internal static class RowRemoval
{
    private const int Slice = 2_000;

    public static async Task DeleteAsync(ConsoleDatabase database, long run, CancellationToken stop)
    {
        while (true)
        {
            var deleted = await database.WriteAsync(async db =>
            {
                var until = await LastOfSliceAsync(db, run, stop);
                if (until is not { } last)
                    return 0;
                var first = InventoryRun.FirstDevice(run);
                await db.Database.ExecuteSqlAsync($"DELETE FROM InventorySearch WHERE rowid BETWEEN {first} AND {last}", stop);
                await db.Set<InventoryVerdict>().Where(v => v.Id >= first && v.Id <= last).ExecuteDeleteAsync(stop);
                return await db.Set<InventoryDevice>().Where(d => d.Id >= first && d.Id <= last).ExecuteDeleteAsync(stop);
            }, stop);
            if (deleted == 0)
                return;
            await Task.Yield();
        }
    }

    private static async Task<long?> LastOfSliceAsync(ConsoleDbContext db, long run, CancellationToken stop)
    {
        var (first, last) = (InventoryRun.FirstDevice(run), InventoryRun.LastDevice(run));
        var ids = db.Set<InventoryDevice>().Where(d => d.Id >= first && d.Id <= last).OrderBy(d => d.Id).Select(d => (long?)d.Id);
        return await ids.Skip(Slice - 1).FirstOrDefaultAsync(stop) ?? await db.Set<InventoryDevice>().Where(d => d.Id >= first && d.Id <= last).MaxAsync(d => (long?)d.Id, stop);
    }
}
