using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory.Pages;
using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Engine.Telemetry;
using AutopilotReset.Shared.Console;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Inventory.Sync;

/// <summary>Runs ordered syncs, and orders those that are due. A plain loop over the clock: what is due is asked of the database, so nothing is lost by a restart.</summary>
internal sealed partial class SyncService(
    SyncDesk desk, InventorySync sync, RunStore store, Readers readers, LeasedWork leases, ConsoleDatabase database, TenantIdentity tenant, EngineHealth health,
    IOptions<InventoryOptions> options, TimeProvider time, ILogger<SyncService> log) : BackgroundService
{
    private const string What = "Inventory";

    /// <summary>Two admins may sync at once; more wait their turn, since each reads the whole tenant.</summary>
    private readonly SemaphoreSlim _slots = new(2, 2);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    /// <summary>A page that is open asks for the status at least this often.</summary>
    private static readonly TimeSpan Presence = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(OrdersAsync(stoppingToken), ScheduleAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process; a run that was being read is resumed at the next start.
        }
    }

    private async Task OrdersAsync(CancellationToken stop)
    {
        var running = new List<Task>();
        await foreach (var order in desk.Orders.ReadAllAsync(stop))
        {
            await _slots.WaitAsync(stop);
            running.RemoveAll(t => t.IsCompleted);
            running.Add(Task.Run(() => RunAsync(order, stop), CancellationToken.None));
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(SyncOrder order, CancellationToken stop)
    {
        try
        {
            if (!await leases.TryAsync(LeaseNames.Inventory(order.Reader), lost => ReadAsync(order, lost), stop))
                health.Report(What, HealthState.Works, "Another node reads the inventory.");
        }
        catch (OperationCanceledException)
        {
            // Resumed at the next start, or by the node that took over.
        }
        catch (Exception fault)
        {
            var known = fault is PageFaultException or SignInNeededException or AuthorityUnreachableException;
            health.Report(What, known ? HealthState.Degraded : HealthState.Broken, fault.Message);
            Failed(log, fault);
        }
        finally
        {
            desk.Done(order);
            _slots.Release();
        }
    }

    private async Task ReadAsync(SyncOrder order, CancellationToken lost)
    {
        if (order.Scheduled && !IsDue(await RowAsync(order.Reader, lost)))
            return;
        using var measured = InventoryInstruments.Begin();
        await sync.RunAsync(order.Reader, order.Account, order.Progress, lost);
        measured.Complete(order.Progress.Read);
        health.Report(What, HealthState.Works, $"Read {order.Progress.Read:N0} entries.");
        Completed(log, order.Progress.Read);
    }

    private async Task ScheduleAsync(CancellationToken stop)
    {
        while (true)
        {
            health.Beat(EngineLoops.Inventory);
            try
            {
                await store.CleanAsync(stop);
                await OrderDueAsync(stop);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                health.Report(What, HealthState.Broken, $"The schedule could not be read: {fault.Message}");
                Failed(log, fault);
            }

            await WaitAsync(stop);
        }
    }

    /// <summary>Until the next tick, or until somebody arrives.</summary>
    private async Task WaitAsync(CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(Task.Delay(Tick, time, either.Token), readers.Arrivals.WaitToReadAsync(either.Token).AsTask());
        await either.CancelAsync();
        stop.ThrowIfCancellationRequested();
        readers.Arrivals.TryRead(out _);
    }

    private async Task OrderDueAsync(CancellationToken stop)
    {
        foreach (var (reader, account) in readers.Present(Presence))
        {
            if (IsDue(await RowAsync(reader, stop)))
                desk.TryOrder(reader, account, scheduled: true);
        }
    }

    private Task<InventoryReader?> RowAsync(string reader, CancellationToken stop) =>
        database.ReadAsync(db => db.Set<InventoryReader>().FirstOrDefaultAsync(r => r.Tenant == tenant.TenantId && r.Reader == reader, stop));

    private bool IsDue(InventoryReader? row)
    {
        if (row?.LastTriedAt is not { } tried)
            return true;
        var every = TimeSpan.FromMinutes(options.Value.EveryMinutes);
        var failed = row.FullReadAt is null || row.FullReadAt < tried;
        var age = time.GetUtcNow() - tried;
        return age < TimeSpan.Zero || age >= (failed && AfterFailure < every ? AfterFailure : every);
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "The inventory was read: {Entries} entries.")]
    private static partial void Completed(ILogger logger, int entries);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "The inventory could not be read to its end; the earlier one stays.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
