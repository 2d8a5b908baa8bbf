using AutopilotReset.Engine.Data;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>Writes and deletes the rows of runs in slices: the write gate is never held long, since dispatch comes first.</summary>
internal static class RunRows
{
    /// <summary>Parts (some 20 KB each) that are deleted at once.</summary>
    private const int Parts = 300;

    private const int Grams = 8_000;

    public static async Task DeleteAsync(ConsoleDatabase database, long run, CancellationToken stop)
    {
        await DeleteDerivedAsync(database, run, stop);
        await SlicesAsync(database, "InventoryParts", InventoryPart.First(run), InventoryPart.Last(run), Parts, stop);
        await database.WriteAsideAsync(db => db.Set<InventoryPage>().Where(p => p.Run == run).ExecuteDeleteAsync(stop), stop);
    }

    /// <summary>What the join made, and devices kept from an earlier run; the lists' own records stay.</summary>
    public static async Task DeleteDerivedAsync(ConsoleDatabase database, long run, CancellationToken stop)
    {
        await database.WriteAsideAsync(db => db.Set<InventoryColumn>().Where(c => c.Run == run).ExecuteDeleteAsync(stop), stop);
        await SlicesAsync(database, "InventoryGrams", InventoryGram.First(run), InventoryGram.Last(run), Grams, stop);
        await SlicesAsync(database, "InventoryParts", InventoryPart.IdOf(run, RecordKind.Kept, 0), InventoryPart.Last(run), Parts, stop);
    }

    public static Task DeleteListAsync(ConsoleDatabase database, long run, RecordKind list, CancellationToken stop) =>
        SlicesAsync(database, "InventoryParts", InventoryPart.IdOf(run, list, 0), InventoryPart.IdOf(run, list + 1, 0) - 1, Parts, stop);

    /// <summary>Prepared inserts of an id and a blob each, inside the open write transaction.</summary>
    public static void Insert(ConsoleDbContext db, string table, IEnumerable<(long Id, byte[] Bytes)> rows) =>
        db.Dialect.InsertBlobs(db, table, table == "InventoryGrams" ? nameof(InventoryGram.Places) : nameof(InventoryPart.Bytes), rows);

    private static async Task SlicesAsync(ConsoleDatabase database, string table, long first, long last, int slice, CancellationToken stop)
    {
        // The names are our own constants, the numbers are numbers.
        var sql = FormattableString.Invariant($"DELETE FROM \"{table}\" WHERE \"Id\" IN (SELECT \"Id\" FROM \"{table}\" WHERE \"Id\" BETWEEN {first} AND {last} ORDER BY \"Id\" LIMIT {slice})");
        while (await database.WriteAsideAsync(db => db.Database.ExecuteSqlRawAsync(sql, stop), stop) > 0)
            await Task.Yield();
    }
}
