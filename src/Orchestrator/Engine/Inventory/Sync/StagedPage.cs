using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>A parsed page on its way into the database: its checkpoint and its content commit together.</summary>
internal sealed class StagedPage
{
    private readonly ParsedPage? _devices;
    private readonly List<int> _kept = [];

    private StagedPage(InventoryPage page, ParsedPage? devices) => (Page, _devices) = (page, devices);

    public InventoryPage Page { get; }

    private long FirstDevice { get; init; }

    /// <summary>Leaves out what was seen before, and takes row ids for Intune's devices.</summary>
    /// <exception cref="PageFaultException">Everything on the page was seen before.</exception>
    public static StagedPage Of(ReadLists lists, InventorySource source, int number, ParsedPage page, DateTimeOffset readAt)
    {
        var seen = lists.Seen[source.Kind];
        var staged = source.Kind == SourceKind.Intune ? Devices(lists, seen, number, page, readAt) : Records(lists, source.Kind, seen, number, page, readAt);
        var repeated = page.Count - staged.Page.Count;
        lists.Repeated += repeated;
        if (page.Count > 0 && staged.Page.Count == 0)
            throw new PageFaultException($"{source.Stage}: a whole page of {page.Count} devices came twice.", AfterFault.Discard);
        return staged;
    }

    public void Write(ConsoleDbContext db)
    {
        db.Add(Page);
        if (_devices is null)
            return;
        using var writer = new DeviceWriter(db);
        for (var i = 0; i < _kept.Count; i++)
        {
            var record = _devices.Record(_kept[i]);
            writer.Device(FirstDevice + i, Page.Run, DeviceColumns.Of(DeviceColumns.IntuneList, record), record);
        }
    }

    private static StagedPage Devices(ReadLists lists, HashSet<Guid> seen, int number, ParsedPage page, DateTimeOffset readAt)
    {
        var kept = new List<int>(page.Count);
        for (var i = 0; i < page.Count; i++)
        {
            if (seen.Add(page.Ids[i]))
                kept.Add(i);
        }

        var checkpoint = new InventoryPage { Run = lists.Run.Id, Source = SourceKind.Intune, Number = number, ReadAt = readAt, NextLink = page.NextLink, Count = kept.Count };
        var staged = new StagedPage(checkpoint, page) { FirstDevice = lists.NextDevice };
        staged._kept.AddRange(kept);
        lists.NextDevice += kept.Count;
        return staged;
    }

    private static StagedPage Records(ReadLists lists, SourceKind source, HashSet<Guid> seen, int number, ParsedPage page, DateTimeOffset readAt)
    {
        var (bytes, count) = RecordList.Wrap(page, seen);
        lists.Index(source, bytes);
        return new(new InventoryPage { Run = lists.Run.Id, Source = source, Number = number, ReadAt = readAt, NextLink = page.NextLink, Count = count, Records = bytes }, null);
    }
}
