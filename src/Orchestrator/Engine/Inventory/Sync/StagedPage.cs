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
            if (seen.TryAdd(page.Ids[i], first + kept.Count))
                kept.Add(i);
        }

        lists.Repeated += page.Count - kept.Count;
        if (page.Count > 0 && kept.Count == 0)
            throw new PageFaultException($"{source.Stage}: a whole page of {page.Count} devices came twice.", AfterFault.Discard);
        return new StagedPage(
            new InventoryPage { Run = lists.Run.Id, Source = source.Kind, Number = number, ReadAt = readAt, NextLink = page.NextLink, Count = kept.Count },
            PartsOf(lists.Run.Id, (RecordKind)source.Kind, first, page, kept));
    }

    private static List<InventoryPart> PartsOf(long run, RecordKind list, int first, ParsedPage page, List<int> kept)
    {
        var parts = new List<InventoryPart>((kept.Count / InventoryPart.Records) + 1);
        for (var from = 0; from < kept.Count; from += InventoryPart.Records)
        {
            var records = kept[from..Math.Min(from + InventoryPart.Records, kept.Count)];
            parts.Add(new InventoryPart { Id = InventoryPart.IdOf(run, list, first + from), Bytes = Part(page, records) });
        }

        return parts;
    }

    /// <summary>The records one after the other, as the parser framed them. They are held until the join and are never moved meanwhile.</summary>
    private static byte[] Part(ParsedPage page, List<int> records)
    {
        var length = 0;
        foreach (var record in records)
            length += page.Framed(record).Length;
        var bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        var at = 0;
        foreach (var record in records)
        {
            var framed = page.Framed(record);
            framed.CopyTo(bytes.AsSpan(at));
            at += framed.Length;
        }

        return bytes;
    }
}
