using System.Collections.Concurrent;

namespace AutopilotReset.Engine.Data.Leases;

/// <summary>Work that one node at a time may do, by name: whoever gets the lease does it, and stops when it is lost.</summary>
internal sealed class LeasedWork(ConsoleDatabase database, TenantIdentity tenant, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, LeaseHold> _running = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="work"/> under the lease; its token ends when the lease is lost. Gives the lease back afterwards.</summary>
    /// <returns><c>false</c> when another node does it, or this one does it already.</returns>
    public async Task<bool> TryAsync(string name, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var hold = new LeaseHold(database, tenant, name, time);
        if (!_running.TryAdd(name, hold))
            return false;
        try
        {
            return await TakeAsync(hold, stop) && await RunAsync(hold, work, stop);
        }
        finally
        {
            _running.TryRemove(name, out _);
        }
    }

    private async Task<bool> RunAsync(LeaseHold hold, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var done = new CancellationTokenSource();
        var renewing = RenewAsync(hold, lost, done.Token);
        try
        {
            await work(lost.Token);
            return true;
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
            await hold.ReleaseAsync();
        }
    }

    /// <summary>Looks long enough to take over from a node that died.</summary>
    private async Task<bool> TakeAsync(LeaseHold hold, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        while (!await hold.TakeOrRenewAsync(stop))
        {
            if (time.GetElapsedTime(begun) > LeaseHold.Duration + LeaseHold.Beat)
                return false;
            await Task.Delay(LeaseHold.Beat, time, stop);
        }

        return true;
    }

    private async Task RenewAsync(LeaseHold hold, CancellationTokenSource lost, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(LeaseHold.Beat, time, done);
                if (!await RenewedAsync(hold, done))
                    await lost.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    /// <summary>A database that does not answer for a moment takes nothing away before the lease itself has run out.</summary>
    private static async Task<bool> RenewedAsync(LeaseHold hold, CancellationToken done)
    {
        try
        {
            return await hold.TakeOrRenewAsync(done);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return hold.StillOurs;
        }
    }
}
