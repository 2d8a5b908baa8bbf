using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Inventory.Search;

/// <summary>Has the verdicts of everybody who looks kept fresh.</summary>
internal sealed partial class VerdictService(VerdictKeeper keeper, Readers readers, LeasedWork leases, EngineHealth health, TimeProvider time, ILogger<VerdictService> log) : BackgroundService
{
    private const string What = "Verdicts";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Presence = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Tick, time, stoppingToken);
                foreach (var (reader, account) in readers.Present(Presence))
                    await leases.TryAsync(LeaseNames.Verdicts(reader), lost => Task.Run(() => keeper.KeepAsync(reader, account, lost), lost), stoppingToken);
                health.Report(What, HealthState.Works, "Filters are up to date.");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                health.Report(What, HealthState.Degraded, $"Filters may be behind what the rows say: {fault.Message}");
                Failed(log, fault);
            }
        }
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Error, Message = "Stored verdicts could not be brought up to date.")]
    private static partial void Failed(ILogger logger, Exception exception);
}
