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

    /// <summary>One after the other: a column is a copy of some MB, and a sync has little memory to spare at its end.</summary>
    public IEnumerable<InventoryColumn> Columns(long run, ColumnDraft columns, DeviceOrders orders)
    {
        yield return Column(ColumnKind.Sizes, Bytes<int>([Sizes.Managed, Sizes.EntraOnly, Sizes.AutopilotOnly, Sizes.Kept]));
        yield return Column(ColumnKind.Text, columns.Texts.Bytes.ToArray());
        yield return Column(ColumnKind.TextEnds, Listed(columns.Texts.Ends));
        yield return Column(ColumnKind.Ids, Listed(columns.Ids));
        yield return Column(ColumnKind.EntraIds, Listed(columns.EntraIds));
        yield return Column(ColumnKind.Entra, Listed(Entra));
        yield return Column(ColumnKind.Autopilot, Listed(Autopilot));
        yield return Column(ColumnKind.Others, OtherRecords.Write(Others));
        yield return Column(ColumnKind.Flags, Listed(Flags));
        yield return Column(ColumnKind.ChangesAt, Listed(ChangesAt));
        yield return Column(ColumnKind.ByName, Bytes<int>(orders.ByName));
        yield return Column(ColumnKind.BySerial, Bytes<int>(orders.BySerial));
        yield return Column(ColumnKind.ByModel, Bytes<int>(orders.ByModel));
        yield return Column(ColumnKind.ByOs, Bytes<int>(orders.ByOs));
        yield return Column(ColumnKind.ByUser, Bytes<int>(orders.ByUser));
        yield return Column(ColumnKind.ByCheckIn, Bytes<int>(orders.ByCheckIn));

        InventoryColumn Column(ColumnKind kind, byte[] bytes) => new() { Run = run, Column = kind, Bytes = bytes };
    }

    private static byte[] Listed<T>(List<T> values)
        where T : unmanaged => Bytes<T>(CollectionsMarshal.AsSpan(values));

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
