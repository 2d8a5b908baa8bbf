using AutopilotReset.Engine.Inventory.Pages;

namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>
/// A page that was read: the checkpoint of its list, committed together with what stood on it. The last one's link is where an interrupted run goes on.
/// </summary>
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

    /// <summary>Compact records of Entra devices and Autopilot identities until they are joined. Intune's stand in the device rows at once.</summary>
    public byte[]? Records { get; init; }
}
