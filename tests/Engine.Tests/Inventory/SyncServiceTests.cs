using AutopilotReset.Engine.Data.Leases;
using AutopilotReset.Engine.Graph;
using AutopilotReset.Engine.Identity;
using AutopilotReset.Engine.Inventory;
using AutopilotReset.Engine.Inventory.Sync;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>On demand, on a schedule, and for those only who look.</summary>
public sealed class SyncServiceTests : IAsyncDisposable
{
    private readonly SyncBench _bench = new();
    private readonly EngineHealth _health;
    private SyncService? _service;

    public SyncServiceTests() => _health = new EngineHealth(_bench.Time);

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
        {
            await _service.StopAsync(CancellationToken.None);
            _service.Dispose();
        }

        _bench.Dispose();
    }

    private async Task<Readers> StartAsync(bool applicationReads = false)
    {
        var clients = applicationReads ? new GraphClients(_bench.Server, _bench.Session, Options.Create(new GraphOptions { ApplicationReads = true })) : _bench.Clients;
        var sync = new InventorySync(_bench.Database.Console, _bench.Store, clients, (_, _) => Task.FromResult(_bench.Context()), _bench.Time);
        var readers = new Readers(clients, TestDatabase.Identity, _bench.Time);
        _service = new SyncService(
            _bench.Syncs, sync, _bench.Store, readers, new LeasedWork(_bench.Database.Console, TestDatabase.Identity, _bench.Time), _bench.Database.Console, TestDatabase.Identity, _health, Options.Create(new InventoryOptions()), _bench.Time, NullLogger<SyncService>.Instance);
        await _service.StartAsync(CancellationToken.None);
        return readers;
    }

    /// <summary>Polls a condition that another thread brings about; the clock of the test is moved on meanwhile where asked.</summary>
    private async Task UntilAsync(Func<Task<bool>> condition, TimeSpan advance = default)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromSeconds(30), "It did not come about in 30 seconds.");
            if (advance > TimeSpan.Zero)
                _bench.Time.Advance(advance);
            await Task.Yield();
        }
    }

    private Task UntilReadAsync(string reader) => UntilAsync(async () => await _bench.ReaderAsync(reader) is { FullReadAt: not null } && _bench.Syncs.Running(reader) is null);

    [Fact]
    public async Task Start_NobodyLooks_ReadsNothingAsAnyAdmin()
    {
        _bench.Server.AddWhole(1);
        await StartAsync();

        for (var minutes = 0; minutes < 120; minutes++)
        {
            _bench.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Empty(_bench.Server.Asked);
    }

    [Fact]
    public async Task Start_AdminOpensAPage_ReadsAtOnceAsThem()
    {
        _bench.Server.AddWhole(1);
        var readers = await StartAsync();

        readers.Saw(People.Operator);

        await UntilReadAsync(People.Operator.AccountId);
        Assert.Equal(HealthState.Works, Assert.Single(_health.Rows, r => r.What == "Inventory").State);
    }

    [Fact]
    public async Task Start_ApplicationReads_ReadsBySchedule()
    {
        _bench.Server.AddWhole(1);
        await StartAsync(applicationReads: true);
        await UntilReadAsync("app");
        var first = (await _bench.ReaderAsync("app"))!.FullReadAt;

        await UntilAsync(async () => (await _bench.ReaderAsync("app"))!.FullReadAt > first, TimeSpan.FromSeconds(20));

        var age = (await _bench.ReaderAsync("app"))!.FullReadAt - first;
        Assert.True(age >= TimeSpan.FromMinutes(30), $"{age}");
    }

    [Fact]
    public async Task Run_SessionEnded_SaysSoAndTriesAgainLater()
    {
        _bench.Server.AddWhole(1);
        _bench.Session.Missing[GraphScopes.Read[0]] = new SignInNeededException("Sign in again.");
        var readers = await StartAsync();

        readers.Saw(People.Operator);

        await UntilAsync(async () => (await _bench.ReaderAsync(People.Operator.AccountId))?.LastError == "Sign in again.");
        await UntilAsync(() => Task.FromResult(_health.Rows.Any(r => r is { What: "Inventory", State: HealthState.Degraded })));
        _bench.Session.Missing.Clear();
        await UntilAsync(
            async () =>
            {
                readers.Saw(People.Operator);
                return await _bench.ReaderAsync(People.Operator.AccountId) is { FullReadAt: not null };
            }, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Run_Broken_SaysWhatAndGoesOn()
    {
        _bench.Server.Instead = _ => throw new InvalidOperationException("Something of ours.");
        var readers = await StartAsync();
        readers.Saw(People.Operator);
        await UntilAsync(() => Task.FromResult(_health.Rows.Any(r => r is { What: "Inventory", State: HealthState.Broken })));

        _bench.Server.Instead = null;
        await UntilAsync(() => Task.FromResult(_bench.Syncs.TryOrder(People.Operator.AccountId, People.Operator.Account())));

        await UntilReadAsync(People.Operator.AccountId);
    }
}
