namespace AutopilotReset.Engine.Inventory.Store;

internal enum RunState
{
    /// <summary>Pages are being read; interrupted, it can be resumed.</summary>
    Reading = 0,

    /// <summary>Joined and shown, or shown until a later one replaced it.</summary>
    Complete = 1,

    /// <summary>Its rows are to be deleted.</summary>
    Discarded = 2,
}

/// <summary>One read of the three lists by one reader. Its device rows are seen by nobody before it is complete.</summary>
internal sealed class InventoryRun
{
    /// <summary>Room for 16 million devices a run: a device's row id says which run it belongs to, so a run is one range of the search index.</summary>
    public const int IdBits = 24;

    public required long Id { get; init; }
    public required string Tenant { get; init; }
    public required string Reader { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public RunState State { get; set; }

    /// <summary>Entries came twice: the list moved while it was read, so others may have been skipped and nothing may be called missing.</summary>
    public bool Moved { get; set; }

    public static long FirstDevice(long run) => run << IdBits;

    public static long LastDevice(long run) => ((run + 1) << IdBits) - 1;

    public static long OfDevice(long device) => device >> IdBits;
}
