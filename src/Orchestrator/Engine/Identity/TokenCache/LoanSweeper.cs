using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Identity.TokenCache;

/// <summary>Hourly: no refresh token outlives the batch it was lent to.</summary>
internal sealed partial class LoanSweeper(TokenLoans loans, EngineHealth health, ILogger<LoanSweeper> log)
{
    public const string Name = "loans.sweep";
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private const string What = "Stored sessions";

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await loans.SweepAsync(stop);
            health.Report(What, HealthState.Works, "No session is kept longer than its batch needs it.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            LogFailed(log, failure);
            health.Report(What, HealthState.Degraded, $"Sessions of finished batches could not be deleted: {failure.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sweeping stored sessions failed; tried again in an hour.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
