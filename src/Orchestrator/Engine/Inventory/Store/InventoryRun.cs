namespace AutopilotReset.Engine.Inventory.Store;

internal enum RunState
{
    /// <summary>Pages are being read; interrupted, it can be resumed.</summary>
    Reading = 0,

    /// <summary>Joined and shown, or shown until a later one replaced it.</summary>
    Complete = 1,

    /// <summary>Its rows are to be deleted.</summary>
    Discarded = 2,

    /// <summary>Its rows are deleted. The newest run stays like this until there is a newer one, so that its number is not given again while another node still deletes rows by it.</summary>
    Cleared = 3,
}

/// <summary>One read of the three lists by one reader. Its rows are seen by nobody before it is complete.</summary>
internal sealed class InventoryRun
{
    public required long Id { get; init; }
    public required string Tenant { get; init; }
    public required string Reader { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public RunState State { get; set; }

    /// <summary>Entries came twice: the list moved while it was read, so others may have been skipped and nothing may be called missing.</summary>
    public bool Moved { get; set; }
}
