using AutopilotReset.Engine.Inventory.Search;
using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Inventory;

/// <summary>A filter finds what the rows say, also when nothing was synced in between.</summary>
public sealed class VerdictKeeperTests : IDisposable
{
    private readonly SyncBench _bench = new();
    private readonly JudgingContexts _contexts;
    private readonly VerdictKeeper _keeper;
    private ProtectedDevices _protected = new();

    public VerdictKeeperTests()
    {
        _contexts = new JudgingContexts((_, _) => Task.FromResult(_bench.Context() with { Protected = _protected }), _bench.Database.Feed, _bench.Time);
        _keeper = new VerdictKeeper(_bench.Database.Console, _bench.Indexes, new DeviceRows(new StoredDevices(_bench.Database.Console)), _contexts, TestDatabase.Identity, _bench.Time);
    }

    public void Dispose()
    {
        _contexts.Dispose();
        _bench.Dispose();
    }

    private Task<int> KeepAsync() => _keeper.KeepAsync(People.Operator.AccountId, People.Operator.Account(), CancellationToken.None);

    private async Task<IEnumerable<string>> FindAsync(Verdict verdict) =>
        (await _bench.Catalogue.FindAsync(People.Operator, new DeviceQuery { Verdict = verdict }, 0, 100, CancellationToken.None)).Rows.Select(r => r.Name);

    [Fact]
    public async Task Keep_ClockPassesAThreshold_MovesTheDeviceBetweenFilters()
    {
        _bench.Server.Intune.Add(Devices.Intune(1, checkIn: Devices.Now.AddDays(-14).AddHours(1)));
        _bench.Server.Intune.Add(Devices.Intune(2));
        _bench.Server.Entra.AddRange([Devices.Entra(1), Devices.Entra(2)]);
        _bench.Server.Autopilot.AddRange([Devices.Autopilot(1), Devices.Autopilot(2)]);
        await _bench.SyncAsync();
        await KeepAsync();
        Assert.Equal(0, await KeepAsync());
        Assert.Empty(await FindAsync(Verdict.Release));

        _bench.Time.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, await KeepAsync());
        Assert.Equal(["PC-0001"], await FindAsync(Verdict.Release));
        Assert.Equal(["PC-0002"], await FindAsync(Verdict.Ready));
        Assert.Equal(0, await KeepAsync());
    }

    [Fact]
    public async Task Keep_NothingSyncedForWeeks_JudgesEverythingAnew()
    {
        _bench.Server.AddWhole(1, 2);
        await _bench.SyncAsync();
        await KeepAsync();

        _bench.Time.Advance(TimeSpan.FromDays(20));

        Assert.Equal(2, await KeepAsync());
        Assert.Equal(["PC-0001", "PC-0002"], await FindAsync(Verdict.Release));
    }

    [Fact]
    public async Task Keep_OrderComesAndGoes_MovesOnlyItsDevice()
    {
        _bench.Server.AddWhole(1, 2, 3);
        await _bench.SyncAsync();
        await KeepAsync();

        _bench.Orders[Devices.Id(1, 2)] = new OpenOrder(Guid.Empty, Guid.Empty, OrderKind.AutopilotReset, DeviceState.Pending, Devices.Now);
        _bench.Database.Feed.Publish(new Change(ChangeKind.Request, Guid.Empty));

        Assert.Equal(1, await KeepAsync());
        Assert.Equal(["PC-0002"], await FindAsync(Verdict.Refused));

        _bench.Orders.Clear();
        _bench.Database.Feed.Publish(new Change(ChangeKind.Request, Guid.Empty));

        Assert.Equal(1, await KeepAsync());
        Assert.Empty(await FindAsync(Verdict.Refused));
    }

    [Fact]
    public async Task Keep_GuardChanged_JudgesEverythingAnew()
    {
        _bench.Server.AddWhole(1, 2, 3);
        await _bench.SyncAsync();
        await KeepAsync();

        _protected = new ProtectedDevices { Names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "PC-0003" } };
        _bench.Database.Feed.Publish(new Change(ChangeKind.Guard, null));

        Assert.Equal(1, await KeepAsync());
        Assert.Equal(["PC-0003"], await FindAsync(Verdict.Refused));
    }
}
