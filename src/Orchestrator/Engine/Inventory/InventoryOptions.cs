namespace AutopilotReset.Engine.Inventory;

/// <summary>Section <c>Inventory</c> of the configuration.</summary>
public sealed class InventoryOptions
{
    /// <summary>
    /// Minutes between the beginnings of two syncs; 5–1440, default 30. With <c>Graph:ApplicationReads</c> always, otherwise for admins who have a page open:
    /// nobody's token is used while nobody looks.
    /// </summary>
    public int EveryMinutes { get; set; } = 30;
}
