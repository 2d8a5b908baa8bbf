using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>Hourly: no refresh token outlives the batch it was lent to.</summary>
internal sealed partial class LoanSweeper(TokenLoans loans, EngineHealth health, TimeProvider time, ILogger<LoanSweeper> log) : BackgroundService
{
    private const string What = "Stored sessions";
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await loans.SweepAsync(stoppingToken);
                health.Report(What, HealthState.Works, "No session is kept longer than its batch needs it.");
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                LogFailed(log, failure);
                health.Report(What, HealthState.Degraded, $"Sessions of finished batches could not be deleted: {failure.Message}");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sweeping stored sessions failed; tried again in an hour.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
