namespace AutopilotReset.Engine.Inventory.Store;

/// <summary>What the model cannot say: the substring index, and the settings that make bulk writing cheap.</summary>
public static class InventorySchema
{
    /// <summary>
    /// Trigrams of <c>InventoryDevices.Search</c> by row id. Without positions (<c>detail=none</c>) it is half as large and built a third faster;
    /// a hit is then only "has all the trigrams", and the search compares the text itself. Contentless, since the text stands in the device's row.
    /// </summary>
    public static IReadOnlyList<string> Sqlite { get; } =
    [
        "CREATE VIRTUAL TABLE InventorySearch USING fts5(Text, content='', contentless_delete=1, tokenize='trigram', detail=none)",
    ];
}
