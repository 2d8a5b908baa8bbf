namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>
/// A device as one run read it, with the columns that are searched and sorted by. Never changed after it was written; what is thought of it stands in <see cref="InventoryVerdict"/>.
/// Inserted and read by hand-written SQL (<see cref="DeviceWriter"/>): a sync writes hundreds of thousands.
/// </summary>
internal sealed class InventoryDevice
{
    public required long Id { get; init; }
    public required long Run { get; init; }

    /// <summary><see cref="Shared.Console.DeviceRow.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Name, serial and user, lower-case, parted by U+001F: what a search looks into, and the order by name.</summary>
    public required string Search { get; init; }

    /// <summary>As serials are compared.</summary>
    public string? Serial { get; init; }

    public string? Model { get; init; }

    /// <summary>Version as one number that sorts.</summary>
    public long? Os { get; init; }

    public string? User { get; init; }

    /// <summary>UTC ticks.</summary>
    public long? CheckIn { get; init; }

    public string? EntraDeviceId { get; init; }

    /// <summary>Compact record of its own list.</summary>
    public required byte[] Record { get; init; }
}

/// <summary>What is thought of a device, and what was joined to it. Changes with the clock, the guards and our own orders, without touching the device's row.</summary>
internal sealed class InventoryVerdict
{
    public required long Id { get; init; }
    public required long Run { get; init; }

    /// <summary><see cref="DeviceFlags"/>.</summary>
    public required int Flags { get; set; }

    /// <summary>When the clock alone may change the verdict, if within a day; UTC ticks.</summary>
    public long? ChangesAt { get; set; }

    /// <summary>Entra objects, Autopilot identity and serial twins as compact records; <c>null</c> when there are none.</summary>
    public byte[]? Related { get; init; }
}
