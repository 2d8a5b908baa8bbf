using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Data.Leases;

/// <summary>Renews what this process holds, whatever the holders are busy with.</summary>
internal sealed partial class LeaseRenewal(IEnumerable<LeaseHold> holds, TimeProvider time, ILogger<LeaseRenewal> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LeaseHold.Beat, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var hold in holds.Where(h => h.Token != 0))
            {
                try
                {
                    await hold.TakeOrRenewAsync(stoppingToken);
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    // Not renewed is not ours: the holder finds out before it acts.
                    LogNotRenewed(failure);
                }
            }
        }
    }

    [LoggerMessage(2020, LogLevel.Warning, "A lease could not be renewed; what it covers rests until it can")]
    private partial void LogNotRenewed(Exception failure);
}
