using System.Text;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Engine.Inventory.Join;

/// <summary>What needs Intune's list alone: orders, trigrams and serial twins. Made while the other lists are still being downloaded.</summary>
internal sealed record ManagedIndex(DeviceOrders Orders, Dictionary<int, int[]> Twins)
{
    /// <summary>Rows of the trigram index in one transaction.</summary>
    private const int Slice = 4_000;

    public static async Task<ManagedIndex> OfAsync(ConsoleDatabase database, ReadLists lists, CancellationToken stop)
    {
        var columns = lists.Columns;
        await RunRows.DeleteDerivedAsync(database, lists.Run.Id, stop);
        await WriteAsync(database, GramsFrom(0, columns), lists.Run.Id, 0, stop);
        var orders = columns.Orders(0);
        return new ManagedIndex(orders, SerialTwins(columns, orders.BySerial));
    }

    /// <summary>The trigrams of the places from <paramref name="from"/> on.</summary>
    public static GramBuilder GramsFrom(int from, ColumnDraft columns)
    {
        var grams = new GramBuilder();
        for (var place = from; place < columns.Count; place++)
            grams.Add(place, columns.Texts[place]);
        return grams;
    }

    public static async Task WriteAsync(ConsoleDatabase database, GramBuilder grams, long run, int segment, CancellationToken stop)
    {
        foreach (var slice in grams.Rows(run, segment).Chunk(Slice))
        {
            await database.WriteAsideAsync(db =>
            {
                RunRows.Insert(db, "InventoryGrams", slice);
                return Task.CompletedTask;
            }, stop);
        }
    }

    /// <summary>Records that share a serial (rules.md), found as neighbours. Placeholder serials name no device, so sharing one means nothing.</summary>
    private static Dictionary<int, int[]> SerialTwins(ColumnDraft columns, int[] bySerial)
    {
        var twins = new Dictionary<int, int[]>();
        for (var from = 0; from < bySerial.Length;)
        {
            var serial = columns.Texts.Serial(bySerial[from]);
            var to = from + 1;
            while (to < bySerial.Length && !serial.IsEmpty && columns.Texts.Serial(bySerial[to]).SequenceEqual(serial))
                to++;
            if (to - from > 1 && !Serials.IsPlaceholder(Encoding.UTF8.GetString(serial)))
            {
                var same = bySerial[from..to];
                foreach (var place in same)
                    twins[place] = [.. same.Where(p => p != place)];
            }

            from = to;
        }

        return twins;
    }
}
