using AutopilotReset.Engine.Inventory.Pages;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>A page that was read: the checkpoint of its list, committed together with its records. The last one's link is where an interrupted run goes on.</summary>
internal sealed class InventoryPage
{
    public required long Run { get; init; }
    public required SourceKind Source { get; init; }

    /// <summary>From 0.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset ReadAt { get; init; }

    /// <summary><c>null</c> on the last page.</summary>
    public string? NextLink { get; init; }

    public required int Count { get; init; }
}

/// <summary>
/// Some dozens of records one after the other: what the lists said, never changed afterwards. In parts of this size a record is found by one step into the table,
/// and a sync writes thousands of rows instead of hundreds of thousands.
/// </summary>
internal sealed class InventoryPart
{
    /// <summary>Records in one part at most.</summary>
    public const int Records = 64;

    private const int ListBits = 2;
    private const int NumberBits = 26;

    /// <summary>Run, list and number of the first record: ascending as they are written.</summary>
    public required long Id { get; init; }

    /// <summary>Each record inside a field of its own.</summary>
    public required byte[] Bytes { get; init; }

    public static long IdOf(long run, RecordKind list, int number) => (((run << ListBits) | (long)list) << NumberBits) | (uint)number;

    public static long First(long run) => IdOf(run, RecordKind.Intune, 0);

    public static long Last(long run) => First(run + 1) - 1;

    public static int NumberOf(long id) => (int)(id & ((1 << NumberBits) - 1));
}

/// <summary>Which list a record is from.</summary>
internal enum RecordKind
{
    Intune = 0,
    Entra = 1,
    Autopilot = 2,

    /// <summary>Devices that an earlier full read by the same reader had and this one has not.</summary>
    Kept = 3,
}

/// <summary>One column of a run's devices, in the order of their places: what the page sorts, filters and joins by.</summary>
internal sealed class InventoryColumn
{
    public required long Run { get; init; }
    public required ColumnKind Column { get; init; }
    public required byte[] Bytes { get; init; }
}

/// <summary>The numbers are stored.</summary>
internal enum ColumnKind
{
    /// <summary>How many devices are from which list.</summary>
    Sizes = 0,

    /// <summary>Search texts, UTF-8, one after the other.</summary>
    Text = 1,
    TextEnds = 2,

    /// <summary>16-byte keys of the devices' own ids and of their Entra device ids.</summary>
    Ids = 3,
    EntraIds = 4,

    /// <summary>Number of the device's Entra object and Autopilot identity, −1 for none; further objects and serial twins where there are any.</summary>
    Entra = 5,
    Autopilot = 6,
    Others = 7,

    /// <summary>What is thought of them: changes without the rest.</summary>
    Flags = 8,
    ChangesAt = 9,

    ByName = 20,
    BySerial = 21,
    ByModel = 22,
    ByOs = 23,
    ByUser = 24,
    ByCheckIn = 25,
}

/// <summary>Places of the devices whose search text has a trigram, ascending.</summary>
internal sealed class InventoryGram
{
    /// <summary>Trigrams are told apart by so many bits of a hash; the texts themselves decide.</summary>
    public const int GramBits = 18;

    private const int SegmentBits = 1;

    /// <summary>Run, segment and trigram: ascending as they are written.</summary>
    public required long Id { get; init; }

    /// <summary>Differences as variable-length numbers.</summary>
    public required byte[] Places { get; init; }

    public static long IdOf(long run, int segment, int gram) => (((run << SegmentBits) | (long)segment) << GramBits) | (uint)gram;

    public static long First(long run) => IdOf(run, 0, 0);

    public static long Last(long run) => First(run + 1) - 1;
}
