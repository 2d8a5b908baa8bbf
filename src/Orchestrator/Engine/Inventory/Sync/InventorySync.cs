using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
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
    /// <param name="reader"><see cref="InventoryReader.Application"/> or the account's id.</param>
    /// <param name="account">Whose token reads, unless the application reads.</param>
    /// <param name="progress">Told of every page.</param>
    /// <param name="stop">Cancels; what was read so far is resumed later.</param>
    /// <exception cref="PageFaultException">A list could not be read to its end.</exception>
    public async Task RunAsync(string reader, Account account, SyncProgress progress, CancellationToken stop)
    {
        var run = await store.BeginAsync(reader, stop);
        try
        {
            using var http = clients.PageClient();
            var pages = new GraphPages(http, clients.Cloud, token => clients.ReadTokenAsync(account, null, token), time);
            var lists = await new ListReader(database, store, pages, progress, time).ReadAsync(run, stop);
            await ShowAsync(lists, account, progress, stop);
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

    private async Task ShowAsync(ReadLists lists, Account account, SyncProgress progress, CancellationToken stop)
    {
        progress.Enter("joining");
        var readAt = time.GetUtcNow();
        await UnjoinAsync(lists.Run.Id, lists.NextDevice, stop);
        var context = await contexts(account, stop);
        var twins = await SerialTwins.OfAsync(database, lists.Run.Id, stop);
        var devices = await new Joiner(database, lists, context, twins, progress).JoinAsync(stop);
        if (await PreviousAsync(lists.Run) is { } previous)
            devices += await new AbsentDevices(database, lists, time).KeepAsync(previous, stop);
        var note = lists.Run.Moved || lists.Repeated > 0
            ? "The lists changed while they were read: some devices came twice, so others may have been skipped. Devices that were not seen were kept and are not called missing."
            : null;
        await store.CompleteAsync(lists.Run, readAt, devices, note, stop);
    }

    /// <summary>A join that was interrupted left rows behind: verdicts, and devices beyond Intune's.</summary>
    private Task UnjoinAsync(long run, long nextDevice, CancellationToken stop) => database.WriteAsync(async db =>
    {
        var (first, last) = (InventoryRun.FirstDevice(run), InventoryRun.LastDevice(run));
        await db.Set<InventoryVerdict>().Where(v => v.Id >= first && v.Id <= last).ExecuteDeleteAsync(stop);
        await db.Database.ExecuteSqlAsync($"DELETE FROM InventorySearch WHERE rowid BETWEEN {nextDevice} AND {last}", stop);
        await db.Set<InventoryDevice>().Where(d => d.Id >= nextDevice && d.Id <= last).ExecuteDeleteAsync(stop);
    }, stop);

    private Task<long?> PreviousAsync(InventoryRun run) => database.ReadAsync(async db =>
        (await db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == run.Tenant && r.Reader == run.Reader))?.CurrentRun);
}
