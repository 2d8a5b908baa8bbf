using System.Runtime.InteropServices;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Columns;

/// <summary>Everything the join found, ready to be written: columns, flags, and what belongs to what.</summary>
internal sealed class RunDraft(int capacity)
{
    public List<int> Entra { get; } = new(capacity);
    public List<int> Autopilot { get; } = new(capacity);
    public List<int> Flags { get; } = new(capacity);
    public List<long> ChangesAt { get; } = new(capacity);

    /// <summary>Places with further Entra objects or serial twins.</summary>
    public SortedDictionary<int, OtherRecords> Others { get; } = [];

    public required DeviceSizes Sizes { get; set; }

    public IEnumerable<InventoryColumn> Columns(long run, ColumnDraft columns, DeviceOrders orders)
    {
        var (text, ends) = columns.Texts.ToArrays();
        return
        [
            Column(ColumnKind.Sizes, Bytes<int>([Sizes.Managed, Sizes.EntraOnly, Sizes.AutopilotOnly, Sizes.Kept])),
            Column(ColumnKind.Text, text),
            Column(ColumnKind.TextEnds, Bytes<int>(ends)),
            Column(ColumnKind.Ids, Bytes<Guid>(CollectionsMarshal.AsSpan(columns.Ids))),
            Column(ColumnKind.EntraIds, Bytes<Guid>(CollectionsMarshal.AsSpan(columns.EntraIds))),
            Column(ColumnKind.Entra, Bytes<int>(CollectionsMarshal.AsSpan(Entra))),
            Column(ColumnKind.Autopilot, Bytes<int>(CollectionsMarshal.AsSpan(Autopilot))),
            Column(ColumnKind.Others, OtherRecords.Write(Others)),
            Column(ColumnKind.Flags, Bytes<int>(CollectionsMarshal.AsSpan(Flags))),
            Column(ColumnKind.ChangesAt, Bytes<long>(CollectionsMarshal.AsSpan(ChangesAt))),
            Column(ColumnKind.ByName, Bytes<int>(orders.ByName)),
            Column(ColumnKind.BySerial, Bytes<int>(orders.BySerial)),
            Column(ColumnKind.ByModel, Bytes<int>(orders.ByModel)),
            Column(ColumnKind.ByOs, Bytes<int>(orders.ByOs)),
            Column(ColumnKind.ByUser, Bytes<int>(orders.ByUser)),
            Column(ColumnKind.ByCheckIn, Bytes<int>(orders.ByCheckIn)),
        ];

        InventoryColumn Column(ColumnKind kind, byte[] bytes) => new() { Run = run, Column = kind, Bytes = bytes };
    }

    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();
}

/// <summary>How many devices are from which list; they stand in this order.</summary>
internal readonly record struct DeviceSizes(int Managed, int EntraOnly, int AutopilotOnly, int Kept)
{
    public int Count => Managed + EntraOnly + AutopilotOnly + Kept;

    /// <summary>Which list holds the device's own record.</summary>
    public RecordKind ListOf(int place) =>
        place < Managed ? RecordKind.Intune
        : place < Managed + EntraOnly ? RecordKind.Entra
        : place < Managed + EntraOnly + AutopilotOnly ? RecordKind.Autopilot
        : RecordKind.Kept;
}

/// <param name="Entra">Entra objects that could be the device, besides its own.</param>
/// <param name="Twins">Intune records with the same serial.</param>
internal sealed record OtherRecords(IReadOnlyList<int> Entra, IReadOnlyList<int> Twins)
{
    public static byte[] Write(SortedDictionary<int, OtherRecords> others)
    {
        var numbers = new List<int>();
        foreach (var (place, other) in others)
            numbers.AddRange([place, other.Entra.Count, .. other.Entra, other.Twins.Count, .. other.Twins]);
        return RunDraft.Bytes<int>(CollectionsMarshal.AsSpan(numbers));
    }

    public static Dictionary<int, OtherRecords> Read(ReadOnlySpan<int> numbers)
    {
        var others = new Dictionary<int, OtherRecords>();
        while (!numbers.IsEmpty)
        {
            var entra = numbers[1];
            var twins = numbers[2 + entra];
            others[numbers[0]] = new OtherRecords(numbers.Slice(2, entra).ToArray(), numbers.Slice(3 + entra, twins).ToArray());
            numbers = numbers[(3 + entra + twins)..];
        }

        return others;
    }
}
