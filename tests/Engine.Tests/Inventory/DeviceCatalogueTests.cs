using AutopilotReset.Engine.Tests.Testing;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class DeviceCatalogueTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    private Task<DevicePage> FindAsync(DeviceQuery query) => _bench.Catalogue.FindAsync(People.Operator, query, 0, 100, CancellationToken.None);

    [Fact]
    public async Task Find_BeforeTheFirstFullRead_IsEmptyAndSaysNothing()
    {
        Assert.Equal(0, (await FindAsync(new DeviceQuery())).Total);
        Assert.Null((await _bench.Catalogue.StatusAsync(People.Operator, CancellationToken.None)).LastFullRead);
    }

    [Fact]
    public async Task Find_PageOfTheGrid_HasEveryColumn()
    {
        _bench.Server.AddWhole(1);
        await _bench.SyncAsync();

        var row = Assert.Single((await FindAsync(new DeviceQuery { Text = "USER1@contoso" })).Rows);

        Assert.Equal("PC-0001", row.Name);
        Assert.Equal("SN000001", row.Serial);
        Assert.Equal("Entra joined", row.JoinType);
        Assert.Equal("user1@contoso.example", row.User);
        Assert.Equal("School", row.GroupTag);
        Assert.Equal("Intune", row.ManagedBy);
        Assert.Equal(Devices.Now.AddHours(-5), row.LastCheckIn);
        Assert.True(row.Autopilot);
        Assert.True(row.Encrypted);
        Assert.Equal(Verdict.Ready, row.Verdict);
    }

    [Fact]
    public async Task Find_OtherAdmin_SeesNothingOfMyReads()
    {
        _bench.Server.AddWhole(1);
        await _bench.SyncAsync();

        Assert.Equal(0, (await _bench.Catalogue.FindAsync(People.Auditor, new DeviceQuery(), 0, 10, CancellationToken.None)).Total);
        Assert.Null(await _bench.Catalogue.GetAsync(People.Auditor, $"i-{Devices.Id(1, 1)}", CancellationToken.None));
    }

    [Fact]
    public async Task Find_ClockPassedAThreshold_ShowsTheVerdictOfNow()
    {
        _bench.Server.AddWhole(1);
        await _bench.SyncAsync();
        _bench.Time.Advance(TimeSpan.FromDays(15));

        Assert.Equal(Verdict.Release, Assert.Single((await FindAsync(new DeviceQuery())).Rows).Verdict);
    }

    [Fact]
    public async Task Find_Armed_IsKnownByEitherId()
    {
        _bench.Server.AddWhole(1, 2, 3);
        await _bench.SyncAsync();
        var since = Devices.Now.AddDays(-100);
        _bench.Orders[Devices.Id(2, 2)] = new OpenOrder(Guid.Empty, Guid.Empty, OrderKind.AutopilotReset, DeviceState.Stalled, since);

        var armed = await FindAsync(new DeviceQuery { Armed = true });
        var others = await FindAsync(new DeviceQuery { Armed = false });

        Assert.Equal(since, Assert.Single(armed.Rows).ArmedSince);
        Assert.Equal("PC-0002", armed.Rows[0].Name);
        Assert.Equal(["PC-0001", "PC-0003"], others.Rows.Select(r => r.Name));
        Assert.Equal(2, others.Total);
    }

    [Fact]
    public async Task Get_Device_HasBothJudgements()
    {
        _bench.Server.Intune.Add(Devices.Intune(1));
        _bench.Server.Entra.Add(Devices.Entra(1, trust: "ServerAd"));
        await _bench.SyncAsync();

        var detail = await _bench.Catalogue.GetAsync(People.Operator, $"I-{Devices.Id(1, 1)}", CancellationToken.None);

        Assert.Equal(Verdict.Refused, detail!.Reset.Verdict);
        Assert.NotEqual(Verdict.Refused, detail.Wipe.Verdict);
        Assert.Equal("hybrid joined", detail.Row.JoinType);
        Assert.Empty(detail.Requests);
    }

    [Fact]
    public async Task Get_MissingDevice_IsRefusedForBoth()
    {
        _bench.Server.AddWhole(1, 2);
        await _bench.SyncAsync();
        _bench.Server.Intune.RemoveAt(0);
        _bench.Server.Entra.RemoveAt(0);
        _bench.Server.Autopilot.RemoveAt(0);
        await _bench.SyncAsync();

        var detail = await _bench.Catalogue.GetAsync(People.Operator, $"i-{Devices.Id(1, 1)}", CancellationToken.None);

        Assert.True(detail!.Row.Missing);
        Assert.True(detail.Reset.Has("missing-from-inventory"));
        Assert.True(detail.Wipe.Has("missing-from-inventory"));
        Assert.True(detail.Row.Verdict == Verdict.Refused);
    }

    [Fact]
    public async Task StartSync_Twice_IsRefusedWhileOneRuns()
    {
        Assert.False((await _bench.Catalogue.StartSyncAsync(People.Operator, CancellationToken.None)).IsRefused);
        Assert.Equal("sync-running", (await _bench.Catalogue.StartSyncAsync(People.Operator, CancellationToken.None)).Refused?.Code);
        Assert.True((await _bench.Catalogue.StatusAsync(People.Operator, CancellationToken.None)).Running);
    }
}
