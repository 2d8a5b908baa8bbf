using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Notifications;

/// <summary>Takes up notices and delivers messages, each channel by itself: one that hangs keeps no other waiting, and nobody who sends waits for any of them.</summary>
internal sealed partial class NotificationService(
    Outbox outbox, Courier courier, NotificationChannels channels, ChannelHealth channelHealth, EngineHealth health, TimeProvider time, ILogger<NotificationService> log)
    : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan CleanEvery = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var cleaned = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
                if (time.GetElapsedTime(cleaned) >= CleanEvery)
                    await outbox.CleanAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                health.Report(ChannelHealth.Name, HealthState.Broken, $"People are not told: {failure.Message}");
                LogRoundFailed(failure);
            }

            await Task.Delay(Beat, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Once: what waits becomes messages, what is due is delivered, what fails is said.</summary>
    internal async Task RoundAsync(CancellationToken stop)
    {
        await outbox.TakeAsync(stop);
        await Task.WhenAll(channels.All.Select(c => courier.DeliverAsync(c, stop)));
        await channelHealth.ReportAsync(stop);
    }

    [LoggerMessage(7002, LogLevel.Error, "A round of notifications failed; it is tried again")]
    private partial void LogRoundFailed(Exception failure);
}
