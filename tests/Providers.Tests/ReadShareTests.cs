using AutopilotReset.Engine;
using AutopilotReset.Engine.Data;
using AutopilotReset.Engine.Data.Postgres;
using AutopilotReset.Engine.Graph.Reading;
using AutopilotReset.Engine.Operations;
using AutopilotReset.Engine.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AutopilotReset.Providers.Tests;

/// <summary>The read limit is the tenant's: nodes on one database share it.</summary>
public sealed class ReadShareTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly ReadBudget _budget = new(TimeProvider.System);

    [Fact]
    public async Task Count_AsNodesComeAndGo_KeepsToOneShare()
    {
        var alone = Allowed;
        using var console = new ConsoleDatabase(_database.Open, new ChangeFeed());
        using var share = new ReadShare(console, _budget, TimeProvider.System, NullLogger<ReadShare>.Instance);
        using var first = await NodeAsync();
        using var second = await NodeAsync();
        using var third = await NodeAsync();

        await share.CountAsync(default);
        Assert.Equal(alone / 3, Allowed);

        await second.StopAsync(default);
        await third.StopAsync(default);
        await UntilAsync(async () =>
        {
            await share.CountAsync(default);
            return Allowed == alone;
        });
    }

    [Fact]
    public async Task Count_DatabaseGone_KeepsTheShareItHad()
    {
        using var console = new ConsoleDatabase(_database.Open, new ChangeFeed());
        using var share = new ReadShare(console, _budget, TimeProvider.System, NullLogger<ReadShare>.Instance);
        using var first = await NodeAsync();
        using var second = await NodeAsync();
        await share.CountAsync(default);
        var shared = Allowed;
        using var stopped = new ConsoleDatabase(() => throw new InvalidOperationException("gone"), new ChangeFeed());
        using var blind = new ReadShare(stopped, _budget, TimeProvider.System, NullLogger<ReadShare>.Instance);

        await blind.CountAsync(default);

        Assert.Equal(shared, Allowed);
        await first.StopAsync(default);
        await second.StopAsync(default);
    }

    public void Dispose()
    {
        _budget.Dispose();
        _database.Dispose();
    }

    private int Allowed => _budget.State[0].Allowed;

    /// <summary>What stands for a node in the database: its listening connection, once it listens.</summary>
    private async Task<ChangeListener> NodeAsync()
    {
        var (feed, listens) = (new ChangeFeed(), new TaskCompletionSource());
        feed.Subscribe(_ => listens.TrySetResult());
        var listener = new ChangeListener(new DatabaseOptions(true, _database.Connection), feed, new EngineHealth(TimeProvider.System), TimeProvider.System, NullLogger<ChangeListener>.Instance);
        await listener.StartAsync(default);
        await listens.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return listener;
    }

    /// <summary>A closed connection leaves the server's list a moment later.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
            await pace.WaitForNextTickAsync(patience.Token);
    }
}
