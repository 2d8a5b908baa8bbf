namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>Whose reads an inventory is made of, and which run of theirs is shown (design.md, Identity).</summary>
internal sealed class InventoryReader
{
    /// <summary>The reader when Graph is read with the application's own permissions.</summary>
    public const string Application = "app";

    public required string Tenant { get; init; }

    /// <summary><see cref="Application"/> or the account's id.</summary>
    public required string Reader { get; init; }

    /// <summary>The complete run whose devices are shown; <c>null</c> before the first.</summary>
    public long? CurrentRun { get; set; }

    /// <summary>When that run's lists had been read to their end.</summary>
    public DateTimeOffset? FullReadAt { get; set; }

    public int Devices { get; set; }

    /// <summary>Why the last sync did not complete, or what it says of itself.</summary>
    public string? LastError { get; set; }

    /// <summary>When every verdict of the current run was last judged.</summary>
    public DateTimeOffset? JudgedAt { get; set; }

    /// <summary>When a sync was last begun.</summary>
    public DateTimeOffset? LastTriedAt { get; set; }
}
