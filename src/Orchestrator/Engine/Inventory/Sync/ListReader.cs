using System.Threading.Channels;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Records;
using AutopilotReset.Engine.Inventory.Store;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>
/// Reads the three lists of one run. Downloading and parsing go on while earlier pages are being written; each page and its checkpoint are one transaction.
/// </summary>
internal sealed class ListReader(ConsoleDatabase database, RunStore store, GraphPages graph, SyncProgress progress, TimeProvider time)
{
    /// <summary>Parsed pages that may wait for the database: some 5 MB.</summary>
    private const int Waiting = 16;

    /// <summary>Pages in one transaction at most: some 3 MB, some tens of milliseconds.</summary>
    private const int AtOnce = 8;

    /// <param name="run">New or resumed.</param>
    /// <param name="managedComplete">Called when Intune's list has been taken up, while the others are still being read.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>The lists; what they were read from may still be on its way to the database (<see cref="ReadLists.Written"/>).</returns>
    public async Task<ReadLists> ReadAsync(InventoryRun run, Action<ReadLists> managedComplete, CancellationToken stop)
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lists = new ReadLists(run);
        var pages = Channel.CreateBounded<StagedPage>(new BoundedChannelOptions(Waiting) { SingleReader = true, SingleWriter = true });

        // SQLite's driver blocks its caller: it gets a thread of its own.
        var writing = Task.Run(() => WriteAsync(lists, pages.Reader, either), CancellationToken.None);
        try
        {
            foreach (var source in InventorySource.All)
                await SourceAsync(lists, source, pages.Writer, managedComplete, either.Token);
            pages.Writer.Complete();
            lists.Written = DisposeAfterAsync(either, writing);
            return lists;
        }
        catch (Exception fault)
        {
            // What was read before the fault is still written: it is where the next sync goes on.
            pages.Writer.Complete();
            await DisposeAfterAsync(either, writing);
            if (fault is OperationCanceledException && !stop.IsCancellationRequested)
                throw new InvalidOperationException("The writer stopped without saying why.", fault);
            throw;
        }
    }

    /// <summary>Reading has ended; when writing has too, nobody cancels any more.</summary>
    private static async Task DisposeAfterAsync(CancellationTokenSource either, Task writing)
    {
        using (either)
            await writing;
    }

    private async Task WriteAsync(ReadLists lists, ChannelReader<StagedPage> pages, CancellationTokenSource either)
    {
        try
        {
            var slice = new List<StagedPage>(AtOnce);
            while (await pages.WaitToReadAsync(CancellationToken.None))
            {
                while (slice.Count < AtOnce && pages.TryRead(out var page))
                    slice.Add(page);
                await database.WriteAsideAsync(db => Insert(db, slice), CancellationToken.None);
                slice.Clear();
            }

            if (lists.Repeated > 0)
                await store.MovedAsync(lists.Run.Id, CancellationToken.None);
        }
        catch
        {
            await either.CancelAsync();
            throw;
        }
    }

    private static Task Insert(ConsoleDbContext db, List<StagedPage> slice)
    {
        db.AddRange(slice.Select(s => s.Page));
        RunRows.Insert(db, "InventoryParts", slice.SelectMany(s => s.Parts).Select(p => (p.Id, p.Bytes)));
        return Task.CompletedTask;
    }

    private static void TakeUp(ReadLists lists, StagedPage page)
    {
        foreach (var part in page.Parts)
            lists.Index(page.Page.Source, part.Bytes);
    }

    private async Task SourceAsync(ReadLists lists, InventorySource source, ChannelWriter<StagedPage> writer, Action<ReadLists> managedComplete, CancellationToken stop)
    {
        progress.Enter(source.Stage);
        var known = await ResumeAsync(lists, source);
        if (known is { NextLink: null })
        {
            Complete(lists, source, managedComplete);
            return;
        }

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

        Complete(lists, source, managedComplete);
    }

    private static void Complete(ReadLists lists, InventorySource source, Action<ReadLists> managedComplete)
    {
        lists.Completed(source.Kind);
        if (source.Kind != SourceKind.Intune)
            return;
        lists.ExpectAsManaged();
        managedComplete(lists);
    }

    private async Task PagesAsync(ReadLists lists, InventorySource source, InventoryPage? last, ChannelWriter<StagedPage> writer, CancellationToken stop)
    {
        var number = last is null ? 0 : last.Number + 1;
        await foreach (var page in new PageStream(graph, source).ReadAsync(last?.NextLink, stop))
        {
            var staged = StagedPage.Of(lists, source, number++, page, time.GetUtcNow());
            progress.Add(page.Count);
            await writer.WriteAsync(staged, stop);
            TakeUp(lists, staged);
        }
    }

    /// <summary>Takes up what an interrupted run has of a list; the answer is its last page.</summary>
    private async Task<InventoryPage?> ResumeAsync(ReadLists lists, InventorySource source)
    {
        var pages = await store.PagesAsync(lists.Run.Id, source.Kind);
        if (pages.Count == 0)
            return null;
        foreach (var part in await store.PartsAsync(lists.Run.Id, source.Kind))
        {
            lists.Index(source.Kind, part.Bytes);
            AddIds(part.Bytes, lists.Seen[source.Kind]);
        }

        progress.Add(pages.Sum(p => p.Count));
        return pages[^1];
    }

    private static void AddIds(byte[] records, IdTable seen)
    {
        var reader = new RecordReader(records);
        while (reader.Next())
            seen.TryAdd(DeviceIdKey.Of(RecordReader.Find(reader.Bytes, Field.Id)), seen.Count);
    }
}
