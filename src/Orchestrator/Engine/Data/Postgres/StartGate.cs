using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AutopilotReset.Engine.Data.Postgres;

/// <summary>Nodes start one after the other: the scheduler makes its missing tables as it starts, and two at once would get into each other's way.</summary>
internal sealed class StartGate(DatabaseOptions database) : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>Waited for a node that hangs in its start; then this one goes on beside it.</summary>
    private const string LockSql = "SET lock_timeout = '60s'; SELECT pg_advisory_lock(4707197846826601551)";

    private NpgsqlConnection? _held;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _held = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Connection) { Pooling = false }.ConnectionString);
        await _held.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(LockSql, _held) { CommandTimeout = 90 };
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException late) when (late.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            // The worst is a start that fails and is made again.
        }
    }

    public Task StartedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_held is { } held)
            await held.DisposeAsync();
        _held = null;
    }
}
