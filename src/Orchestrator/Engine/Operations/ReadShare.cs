using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Graph.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AutopilotReset.Engine.Operations;

/// <summary>
/// Graph's read limit is the app's in the tenant, not a process's: this counts the live nodes of the shared database and keeps to one node's share of the read
/// budget. A node lives as long as its listening connection does; a frozen one still counts, since it may wake.
/// </summary>
internal sealed partial class ReadShare(ConsoleDatabase database, ReadBudget budget, TimeProvider time, ILogger<ReadShare> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private int _nodes = 1;

    /// <summary>Counts once before anything of this process reads.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await CountAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await CountAsync(stoppingToken);
    }

    /// <summary>While they cannot be counted the share stays as it was.</summary>
    internal async Task CountAsync(CancellationToken stop)
    {
        try
        {
            var nodes = await database.ReadAsync(db => db.Database
                .SqlQuery<int>($"SELECT count(*)::int AS \"Value\" FROM pg_stat_activity WHERE datname = current_database() AND application_name = {ChangeListener.ConnectionName}")
                .SingleAsync(stop));
            if (nodes == _nodes)
                return;
            _nodes = nodes;
            budget.ShareAmong(nodes);
            LogShared(nodes);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogNotCounted(failure);
        }
    }

    [LoggerMessage(2040, LogLevel.Information, "{Nodes} nodes share the read budget")]
    private partial void LogShared(int nodes);

    [LoggerMessage(2041, LogLevel.Warning, "The nodes that share the read budget could not be counted; the share stays as it was")]
    private partial void LogNotCounted(Exception failure);
}
