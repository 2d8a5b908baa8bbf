using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AutopilotReset.Engine.Data.Postgres;

/// <summary>
/// Hears what other nodes commit, over one connection of its own. Whenever it had to connect, everything may have changed meanwhile, and it says so.
/// </summary>
internal sealed partial class ChangeListener(DatabaseOptions database, ChangeFeed feed, EngineHealth health, TimeProvider time, ILogger<ChangeListener> log) : BackgroundService
{
    /// <summary>Every node has one connection of this name, for as long as it lives: counting them counts the nodes.</summary>
    public const string ConnectionName = "autopilot-reset-node";

    private const string What = "Other nodes";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>A server that vanished without a word is noticed within this.</summary>
    private const int KeepAliveSeconds = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                health.Report(What, HealthState.Degraded, $"Changes made by other nodes are not heard; pages may be behind: {failure.Message}");
                LogLost(failure);
                await Task.Delay(Again, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false, KeepAlive = KeepAliveSeconds, ApplicationName = ConnectionName }.ConnectionString);
        connection.Notification += (_, told) => Tell(ChangeMessages.Read(feed.Name, told.Payload));
        await connection.OpenAsync(stop);
        await using (var listen = new NpgsqlCommand($"LISTEN {ChangeMessages.Channel}", connection))
            await listen.ExecuteNonQueryAsync(stop);
        health.Report(What, HealthState.Works, "Changes made by other nodes are heard.");
        Tell(ChangeMessages.Everything);
        while (true)
            await connection.WaitAsync(stop);
    }

    private void Tell(IEnumerable<Change> changes)
    {
        foreach (var change in changes)
            feed.Hear(change);
    }

    [LoggerMessage(2021, LogLevel.Warning, "The connection that hears of other nodes' changes was lost; connecting again")]
    private partial void LogLost(Exception failure);
}
