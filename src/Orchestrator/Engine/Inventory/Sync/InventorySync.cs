using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Columns;
using AutopilotReset.Engine.Inventory.Join;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>
/// One full read of the three lists by one reader: pages are staged with their checkpoint, joined, judged, and shown all at once.
/// Whatever goes wrong before that, the earlier inventory stays exactly as it was.
/// </summary>
internal sealed class InventorySync(ConsoleDatabase database, RunStore store, GraphClients clients, InventoryContexts contexts, TimeProvider time)
{
    /// <summary>Columns in one transaction: some 8 MB at most at 100,000 devices.</summary>
    private const int ColumnsAtOnce = 4;

    /// <param name="reader"><see cref="InventoryReader.Application"/> or the account's id.</param>
    /// <param name="account">Whose token reads, unless the application reads.</param>
    /// <param name="progress">Told of every page.</param>
    /// <param name="stop">Cancels; what was read so far is resumed later.</param>
    /// <exception cref="PageFaultException">A list could not be read to its end.</exception>
    public async Task RunAsync(string reader, Account account, SyncProgress progress, CancellationToken stop)
    {
        using var purpose = ReadPurpose.Is(ReadPriority.Inventory);
        var run = await store.BeginAsync(reader, stop);
        try
        {
            await ReadAndShowAsync(run, account, progress, stop);
        }
        catch (PageFaultException fault)
        {
            await store.FailAsync(reader, fault.Message, fault.Then == AfterFault.Discard ? run.Id : null, stop);
            throw;
        }
        catch (Exception fault) when (fault is SignInNeededException or AuthorityUnreachableException)
        {
            await store.FailAsync(reader, fault.Message, null, stop);
            throw;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Something in our own work: the half that was read may be what breaks it, so the next sync begins anew.
            await store.FailAsync(reader, $"The inventory could not be joined: {fault.Message}", run.Id, CancellationToken.None);
            throw;
        }

        await store.CleanAsync(stop);
    }

    private async Task ReadAndShowAsync(InventoryRun run, Account account, SyncProgress progress, CancellationToken stop)
    {
        using var http = clients.PageClient();
        var pages = new GraphPages(http, clients.Cloud, token => clients.ReadTokenAsync(account, null, token), time);
        Task<ManagedIndex>? managed = null;
        ReadLists? lists = null;
        try
        {
            lists = await new ListReader(database, store, pages, progress, time)
                .ReadAsync(run, read => managed = Task.Run(() => ManagedIndex.OfAsync(database, read, stop), stop), stop);
            await ShowAsync(lists, managed!, account, progress, stop);
        }
        finally
        {
            // Nothing writes rows of this run any more when its end is recorded; what they have to say was said above.
            await Quietly(managed);
            await Quietly(lists?.Written);
        }
    }

    private async Task ShowAsync(ReadLists lists, Task<ManagedIndex> managedIndex, Account account, SyncProgress progress, CancellationToken stop)
    {
        progress.Enter("joining");
        var readAt = time.GetUtcNow();
        var context = await contexts(account, stop);
        var managed = await managedIndex;
        var places = lists.Columns.Count;
        var draft = await Task.Run(() => new Joiner(lists, context, managed.Twins).Join(), stop);
        await lists.Written;
        if (await PreviousAsync(lists.Run) is { } previous)
            await new AbsentDevices(database, lists, draft, time).KeepAsync(previous, stop);
        await WriteAsync(lists, draft, managed.Orders, places, stop);
        var note = lists.Run.Moved || lists.Repeated > 0
            ? "The lists changed while they were read: some devices came twice, so others may have been skipped. Devices that were not seen were kept and are not called missing."
            : null;
        await store.CompleteAsync(lists.Run, readAt, draft.Sizes.Count, note, stop);
    }

    /// <summary>The columns, with what came after Intune's devices put into orders and trigrams.</summary>
    private async Task WriteAsync(ReadLists lists, RunDraft draft, DeviceOrders managed, int places, CancellationToken stop)
    {
        var run = lists.Run.Id;
        if (lists.Columns.Count > places)
            await ManagedIndex.WriteAsync(database, ManagedIndex.GramsFrom(places, lists.Columns), run, 1, stop);

        var orders = lists.Columns.Merge(managed, lists.Columns.Orders(places));
        foreach (var columns in draft.Columns(run, lists.Columns, orders).Chunk(ColumnsAtOnce))
        {
            await database.WriteAsideAsync(db =>
            {
                db.AddRange(columns.AsEnumerable());
                return Task.CompletedTask;
            }, stop);
        }
    }

    private static async Task Quietly(Task? work)
    {
        if (work is not null)
            await work.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private Task<long?> PreviousAsync(InventoryRun run) => database.ReadAsync(async db =>
        (await db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == run.Tenant && r.Reader == run.Reader))?.CurrentRun);
}
