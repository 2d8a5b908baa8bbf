using System.Threading.Channels;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>
/// Reads the three lists of one run. Downloading and parsing go on while earlier pages are being written; each page and its checkpoint are one transaction.
/// </summary>
internal sealed class ListReader(ConsoleDatabase database, RunStore store, GraphPages graph, SyncProgress progress, TimeProvider time)
{
    /// <summary>Parsed pages that may wait for the database: some 30 MB.</summary>
    private const int Waiting = 64;

    public async Task<ReadLists> ReadAsync(InventoryRun run, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lists = new ReadLists(run);
        var pages = Channel.CreateBounded<StagedPage>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });

        // SQLite's driver blocks its caller: it gets a thread of its own.
        var writing = Task.Run(() => WriteAsync(pages.Reader, either), CancellationToken.None);
        try
        {
            foreach (var source in InventorySource.All)
                await SourceAsync(lists, source, pages.Writer, either.Token);
            pages.Writer.Complete();
        }
        catch (Exception fault)
        {
            // What was read before the fault is still written: it is where the next sync goes on.
            pages.Writer.Complete();
            await writing;
            await NoteMovedAsync(lists);
            if (fault is OperationCanceledException && !stop.IsCancellationRequested)
                throw new InvalidOperationException("The writer stopped without saying why.", fault);
            throw;
        }

        await writing;
        await NoteMovedAsync(lists);
        return lists;
    }

    private Task NoteMovedAsync(ReadLists lists) => lists.Repeated > 0 ? store.MovedAsync(lists.Run.Id, CancellationToken.None) : Task.CompletedTask;

    private async Task WriteAsync(ChannelReader<StagedPage> pages, CancellationTokenSource either)
    {
        try
        {
            await foreach (var page in pages.ReadAllAsync(CancellationToken.None))
            {
                await database.WriteAsync(db =>
                {
                    page.Write(db);
                    return Task.CompletedTask;
                }, CancellationToken.None);
            }
        }
        catch
        {
            await either.CancelAsync();
            throw;
        }
    }

    private async Task SourceAsync(ReadLists lists, InventorySource source, ChannelWriter<StagedPage> writer, CancellationToken stop)
    {
        progress.Enter(source.Stage);
        var known = await ResumeAsync(lists, source, stop);
        if (known is { NextLink: null })
            return;
        try
        {
            await PagesAsync(lists, source, known, writer, stop);
        }
        catch (PageFaultException refused) when (refused.Then == AfterFault.RestartSource && known is not null)
        {
            // Nothing of this list is on its way to the database yet: the link was refused before its first page.
            await store.RestartAsync(lists.Run.Id, source.Kind, stop);
            lists.Forget(source.Kind);
            await PagesAsync(lists, source, null, writer, stop);
        }
    }

    private async Task PagesAsync(ReadLists lists, InventorySource source, InventoryPage? last, ChannelWriter<StagedPage> writer, CancellationToken stop)
    {
        var number = last is null ? 0 : last.Number + 1;
        await foreach (var page in new PageStream(graph, source).ReadAsync(last?.NextLink, stop))
        {
            var staged = StagedPage.Of(lists, source, number++, page, time.GetUtcNow());
            progress.Add(page.Count);
            await writer.WriteAsync(staged, stop);
        }
    }

    /// <summary>Takes up what an interrupted run has of a list; the answer is its last page.</summary>
    private async Task<InventoryPage?> ResumeAsync(ReadLists lists, InventorySource source, CancellationToken stop)
    {
        var pages = await store.PagesAsync(lists.Run.Id, source.Kind);
        if (pages.Count == 0)
            return null;
        var seen = lists.Seen[source.Kind];
        if (source.Kind == SourceKind.Intune)
        {
            // Row ids were given without gaps; what lies beyond is left of an interrupted join.
            var first = InventoryRun.FirstDevice(lists.Run.Id);
            var next = lists.NextDevice = first + pages.Sum(p => p.Count);
            var keys = await database.ReadAsync(db => db.Set<InventoryDevice>().Where(d => d.Id >= first && d.Id < next).Select(d => d.Key).ToListAsync(stop));
            foreach (var key in keys)
                seen.Add(DeviceIdKey.Of(System.Text.Encoding.UTF8.GetBytes(key[2..])));
        }

        foreach (var page in pages.Where(p => p.Records is not null))
        {
            lists.Index(source.Kind, page.Records!);
            AddIds(page.Records!, seen);
        }

        progress.Add(pages.Sum(p => p.Count));
        return pages[^1];
    }

    private static void AddIds(byte[] records, HashSet<Guid> seen)
    {
        var reader = new RecordReader(records);
        while (reader.Next())
            seen.Add(DeviceIdKey.Of(RecordReader.Find(reader.Bytes, Field.Id)));
    }
}
