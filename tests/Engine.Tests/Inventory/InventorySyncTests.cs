using AutopilotReset.Engine.Inventory.Store;
using AutopilotReset.Shared.Eligibility;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Inventory;

public sealed class InventorySyncTests : IDisposable
{
    private readonly SyncBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_ThreeLists_JoinsThemIntoOneDevice()
    {
        _bench.Server.AddWhole(1, 2, 3, 4, 5);

        await _bench.RunAsync();

        var shown = await _bench.ShownAsync();
        Assert.Equal(Enumerable.Range(1, 5).Select(n => $"i-{Devices.Id(1, n)}"), shown.Keys.Order());
        var facts = shown[$"i-{Devices.Id(1, 3)}"].Facts;
        Assert.Equal(Devices.Id(1, 3), facts.ManagedDeviceId);
        Assert.Equal("AzureAd", facts.Entra?.TrustType);
        Assert.Equal("School", facts.Autopilot?.GroupTag);
        Assert.Equal("user3@contoso.example", facts.RecordedUser?.UserPrincipalName);
        Assert.Equal(123456789012, facts.FreeStorageBytes);
        Assert.Equal(Devices.Now.AddHours(-5), facts.LastCheckIn);
        Assert.Equal(Verdict.Ready, shown[$"i-{Devices.Id(1, 3)}"].Flags.Verdict);
        Assert.Equal(5, (await _bench.ReaderAsync())!.Devices);
    }

    [Fact]
    public async Task Run_OnlyInEntraOrAutopilot_KeepsThemAsRefusedRows()
    {
        _bench.Server.AddWhole(1);
        _bench.Server.Entra.Add(Devices.Entra(7));
        _bench.Server.Autopilot.Add(Devices.Autopilot(8, managed: false));

        await _bench.RunAsync();

        var shown = await _bench.ShownAsync();
        Assert.Equal(3, shown.Count);
        Assert.Equal(Verdict.Refused, shown[$"e-{Devices.Id(2, 7)}"].Flags.Verdict);
        Assert.Equal(Verdict.Refused, shown[$"a-{Devices.Id(4, 8)}"].Flags.Verdict);
        Assert.Equal("SN000008", shown[$"a-{Devices.Id(4, 8)}"].Facts.Serial);
    }

    [Fact]
    public async Task Run_OtherPlatforms_AreLeftOutHere()
    {
        _bench.Server.AddWhole(1);
        var phone = Devices.Intune(2);
        phone["operatingSystem"] = "iOS";
        _bench.Server.Intune.Add(phone);
        var mac = Devices.Entra(3);
        mac["operatingSystem"] = "MacMDM";
        _bench.Server.Entra.Add(mac);

        await _bench.RunAsync();

        Assert.Equal([$"i-{Devices.Id(1, 1)}"], (await _bench.ShownAsync()).Keys);
    }

    [Fact]
    public async Task Run_TwinsInEntra_AreShownWithTheDevice()
    {
        _bench.Server.Intune.Add(Devices.Intune(1));
        _bench.Server.Entra.Add(Devices.Entra(1, null, "AzureAd", "[HWID]:h:42", "[ZTDID]:abc"));
        _bench.Server.Entra.Add(Devices.Entra(2, "other", "AzureAd", "[ztdid]:ABC"));
        _bench.Server.Entra.Add(Devices.Entra(3, "pc-0001", "ServerAd"));
        _bench.Server.Entra.Add(Devices.Entra(4, "PC-0001"));

        await _bench.RunAsync();

        var device = (await _bench.ShownAsync())[$"i-{Devices.Id(1, 1)}"];
        Assert.Equal([Devices.Id(2, 1), Devices.Id(2, 2), Devices.Id(2, 3)], device.Facts.EntraObjects.Select(o => o.DeviceId));
        Assert.Equal("hybrid joined", device.Flags.Join);
        Assert.Equal(Verdict.Refused, device.Flags.Verdict);
    }

    [Fact]
    public async Task Run_TwoRecordsWithOneSerial_KnowEachOther()
    {
        _bench.Server.AddWhole(1, 2);
        _bench.Server.Intune.Add(Devices.Intune(3, serial: " sn000001 "));
        _bench.Server.Intune.Add(Devices.Intune(4, serial: "Default string"));
        _bench.Server.Intune.Add(Devices.Intune(5, serial: "Default string"));

        await _bench.RunAsync();

        var shown = await _bench.ShownAsync();
        Assert.Equal([Devices.Id(1, 3)], shown[$"i-{Devices.Id(1, 1)}"].Facts.SerialTwins.Select(t => t.ManagedDeviceId));
        Assert.Equal([Devices.Id(1, 1)], shown[$"i-{Devices.Id(1, 3)}"].Facts.SerialTwins.Select(t => t.ManagedDeviceId));
        Assert.Empty(shown[$"i-{Devices.Id(1, 2)}"].Facts.SerialTwins);
        Assert.Empty(shown[$"i-{Devices.Id(1, 4)}"].Facts.SerialTwins);
    }

    [Fact]
    public async Task Run_DeviceGoneAtSecondFullRead_IsKeptAsMissing()
    {
        _bench.Server.AddWhole(1, 2, 3);
        await _bench.RunAsync();
        _bench.Server.Intune.RemoveAt(1);
        _bench.Server.Entra.RemoveAt(1);
        _bench.Server.Autopilot.RemoveAt(1);

        await _bench.RunAsync();

        var shown = await _bench.ShownAsync();
        Assert.Equal(3, shown.Count);
        Assert.True(shown[$"i-{Devices.Id(1, 2)}"].Flags.Missing);
        Assert.Equal(Verdict.Refused, shown[$"i-{Devices.Id(1, 2)}"].Flags.Verdict);
        Assert.False(shown[$"i-{Devices.Id(1, 1)}"].Flags.Missing);
    }

    [Fact]
    public async Task Run_AbsentForOneReaderOnly_SaysNothingToAnother()
    {
        _bench.Server.AddWhole(1, 2);
        await _bench.RunAsync("one");
        _bench.Server.Intune.RemoveAt(1);
        _bench.Server.Entra.RemoveAt(1);
        _bench.Server.Autopilot.RemoveAt(1);

        await _bench.RunAsync("two");

        Assert.Equal([$"i-{Devices.Id(1, 1)}"], (await _bench.ShownAsync("two")).Keys);
        Assert.Equal(2, (await _bench.ShownAsync("one")).Count);
        Assert.DoesNotContain((await _bench.ShownAsync("one")).Values, d => d.Flags.Missing);
    }

    [Fact]
    public async Task Run_EnrolledAnewOrManagedAtLast_ReplacesTheOldRow()
    {
        _bench.Server.AddWhole(1);
        _bench.Server.Entra.Add(Devices.Entra(2));
        await _bench.RunAsync();
        _bench.Server.Intune[0]["id"] = Devices.Id(1, 99);
        _bench.Server.Autopilot[0]["managedDeviceId"] = Devices.Id(1, 99);
        _bench.Server.Intune.Add(Devices.Intune(2));

        await _bench.RunAsync();

        Assert.Equal([$"i-{Devices.Id(1, 2)}", $"i-{Devices.Id(1, 99)}"], (await _bench.ShownAsync()).Keys.Order());
    }

    [Fact]
    public async Task Run_Completed_LeavesNothingOfTheEarlierRun()
    {
        _bench.Server.AddWhole(1, 2, 3);
        await _bench.RunAsync();

        await _bench.RunAsync();

        var run = (await _bench.ReaderAsync())!.CurrentRun!.Value;
        Assert.Equal([run], await _bench.Database.Console.ReadAsync(db => db.Set<InventoryRun>().Select(r => r.Id).ToListAsync()));
        Assert.Equal([run], await _bench.Database.Console.ReadAsync(db => db.Set<InventoryColumn>().Select(c => c.Run).Distinct().ToListAsync()));
        Assert.Equal(0, await _bench.Database.Console.ReadAsync(db => db.Set<InventoryPart>().CountAsync(p => p.Id < InventoryPart.First(run))));
        Assert.Equal(0, await _bench.Database.Console.ReadAsync(db => db.Set<InventoryGram>().CountAsync(g => g.Id < InventoryGram.First(run))));
        Assert.Equal(0, await _bench.Database.Console.ReadAsync(db => db.Set<InventoryPage>().CountAsync()));
    }
}
