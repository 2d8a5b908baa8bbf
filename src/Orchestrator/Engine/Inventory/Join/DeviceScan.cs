using System.Runtime.CompilerServices;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>Reads a run's devices in the order of their row ids, some thousand at a time, so that no read transaction stays open.</summary>
internal static class DeviceScan
{
    private const int Slice = 5_000;

    public static async IAsyncEnumerable<(long Id, byte[] Record)> RecordsAsync(ConsoleDatabase database, long run, long last, [EnumeratorCancellation] CancellationToken stop)
    {
        var from = InventoryRun.FirstDevice(run);
        while (from <= last)
        {
            stop.ThrowIfCancellationRequested();
            var first = from;
            var rows = await database.ReadAsync(db => ReadAsync(db, first, Math.Min(last, first + Slice - 1)));
            foreach (var row in rows)
                yield return row;
            from += Slice;
        }
    }

    private static async Task<List<(long, byte[])>> ReadAsync(ConsoleDbContext db, long first, long last)
    {
        await db.Database.OpenConnectionAsync();
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT Id, Record FROM InventoryDevices WHERE Id BETWEEN {first} AND {last} ORDER BY Id";
        var rows = new List<(long, byte[])>(Slice);
        using var reader = await command.ExecuteReaderAsync();
        while (reader.Read())
            rows.Add((reader.GetInt64(0), (byte[])reader.GetValue(1)));
        return rows;
    }
}
