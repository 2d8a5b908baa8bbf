using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>A parsed page on its way into the database: its checkpoint and its records commit together.</summary>
internal sealed record StagedPage(InventoryPage Page, IReadOnlyList<InventoryPart> Parts)
{
    /// <summary>Leaves out what was seen before.</summary>
    /// <exception cref="PageFaultException">Everything on the page was seen before.</exception>
    public static StagedPage Of(ReadLists lists, InventorySource source, int number, ParsedPage page, DateTimeOffset readAt)
    {
        var seen = lists.Seen[source.Kind];
        var first = seen.Count;
        var kept = new List<int>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            if (seen.Add(page.Ids[i]))
                kept.Add(i);
        }

        lists.Repeated += page.Count - kept.Count;
        if (page.Count > 0 && kept.Count == 0)
            throw new PageFaultException($"{source.Stage}: a whole page of {page.Count} devices came twice.", AfterFault.Discard);
        var parts = RecordParts.Of(lists.Run.Id, (RecordKind)source.Kind, first, kept.Count, i => page.Record(kept[i]));
        return new StagedPage(
            new InventoryPage { Run = lists.Run.Id, Source = source.Kind, Number = number, ReadAt = readAt, NextLink = page.NextLink, Count = kept.Count }, parts);
    }
}
