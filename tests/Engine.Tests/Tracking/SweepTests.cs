using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Many armed devices, of which few move: what Graph and the database are asked for. Counted at the tenant.</summary>
public class SweepTests
{
    /// <summary>So that no look is due by itself while a test looks.</summary>
    private static readonly (string, string)[] Seldom = [("Polling:Pending", "08:00:00"), ("Polling:LooksPer20Seconds", "400")];

    [Fact]
    public async Task Round_NothingMoved_ReadsOnePageAndWritesNothing()
    {
        await using var rig = await TrackingRig.StartAsync(Seldom);
        await SettledAsync(rig);
        var (before, rows) = (rig.Tenant.Requests.Count, await RowsAsync(rig));

        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await rig.RoundAsync());

        Assert.Equal(1, rig.Tenant.Requests.Count - before);
        Assert.Equal(rows, await RowsAsync(rig));
    }

    [Fact]
    public async Task Round_OneCheckedIn_IsLookedAtAtOnceAndOnce()
    {
        await using var rig = await TrackingRig.StartAsync(Seldom);
        var names = await SettledAsync(rig);
        rig.Tenant.Fleet.Change(v => v.Schedule(v.Find(names[7])!, TimeSpan.FromMinutes(1), StepKind.CheckIn));
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        var before = rig.Tenant.Requests.Count;

        Assert.Equal(1, await rig.RoundAsync());
        Assert.Single(SingleReads(rig, before));
        Assert.Equal(EvidenceGrade.Seen, (await OfAsync(rig, names[7])).Grade);

        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await rig.RoundAsync());
    }

    [Fact]
    public async Task Round_UserGoneWithoutACheckIn_IsFoundByTheWholeList()
    {
        await using var rig = await TrackingRig.StartAsync(330, [.. Seldom, ("Polling:WholeList", "00:10:00")]);
        var names = await SettledAsync(rig, 205);
        rig.Tenant.Fleet.Change(v => v.Schedule(v.Find(names[3])!, TimeSpan.FromMinutes(1), StepKind.PrimaryUserGone));
        var before = rig.Tenant.Requests.Count;

        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, await rig.RoundAsync());
        rig.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(1, await rig.RoundAsync());

        Assert.Single(SingleReads(rig, before));
    }

    [Fact]
    public async Task Round_ListRefusesAProperty_GoesOnWithCheckInsAlone()
    {
        await using var rig = await TrackingRig.StartAsync(Seldom);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices", Status = 400, Times = 1 });
        var names = await SettledAsync(rig);
        rig.Tenant.Fleet.Change(v => v.Schedule(v.Find(names[0])!, TimeSpan.FromMinutes(1), StepKind.CheckIn));
        rig.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(1, await rig.RoundAsync());
        Assert.Contains(rig.Tenant.Requests.All, r => r.Status == 200 && r.Query.StartsWith("$select=id,lastSyncDateTime&", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Round_SweepBreaksOff_TheNextLooksBackFarEnough()
    {
        await using var rig = await TrackingRig.StartAsync(Seldom);
        var names = await SettledAsync(rig);
        var fault = rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices", Status = 403 });
        rig.Tenant.Fleet.Change(v => v.Schedule(v.Find(names[0])!, TimeSpan.FromMinutes(1), StepKind.CheckIn));
        for (var minutes = 0; minutes < 20; minutes += 2)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(2));
            Assert.Equal(0, await rig.RoundAsync());
        }

        rig.Tenant.Faults.Clear(fault.Id);
        rig.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await rig.RoundAsync());
    }

    [Fact]
    public async Task Round_MovedBehindALongQueue_GoesFirst()
    {
        await using var rig = await TrackingRig.StartAsync(("Polling:Pending", "00:02:00"), ("Polling:LooksPer20Seconds", "4"));
        var names = await SettledAsync(rig, 30, rounds: 30);
        rig.Time.Advance(TimeSpan.FromHours(2));
        rig.Tenant.Fleet.Change(v => v.Schedule(v.Find(names[29])!, TimeSpan.Zero, StepKind.CheckIn));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        var before = rig.Tenant.Requests.Count;

        Assert.Equal(2, await rig.RoundAsync());
        var moved = rig.Device(names[29]).Intune!.Id;
        Assert.Contains(SingleReads(rig, before), r => r.Path.EndsWith(moved, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Round_MovedWhileBeingRead_IsReadAgain()
    {
        await using var rig = await TrackingRig.StartAsync(Seldom);
        var names = await SettledAsync(rig);
        var request = await OfAsync(rig, names[0]);
        var later = rig.Time.GetUtcNow().AddSeconds(30);
        await rig.Database.Console.WriteAsync(db => db.Requests.Where(r => r.Id == request.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.MovedAt, later)), default);

        Assert.Equal(1, await rig.RoundAsync());
        Assert.NotNull((await OfAsync(rig, names[0])).MovedAt);
        rig.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, await rig.RoundAsync());
        Assert.Null((await OfAsync(rig, names[0])).MovedAt);
    }

    [Fact]
    public async Task Round_LookFindsEverythingAsBefore_MovesOnlyTheNextLook()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", taken: false);
        await rig.FollowAsync(TimeSpan.FromMinutes(6));
        var before = rig.Request(id);

        await rig.FollowAsync(TimeSpan.FromMinutes(10));

        var after = rig.Request(id);
        Assert.True(after.LookedAt > before.LookedAt && after.NextLookAt > before.NextLookAt);
        Assert.Equal((before.Version, before.Latest!.ReadAt), (after.Version, after.Latest!.ReadAt));
    }

    [Fact]
    public async Task Round_TwoProcesses_OnlyOneReads()
    {
        await using var rig = await TrackingRig.StartAsync();
        await using var other = rig.AnotherProcess();
        await rig.OrderAsync("NB-CLEAN-01");
        rig.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([0, 1], (await Task.WhenAll(rig.RoundAsync(), rig.RoundAsync(other))).Order());
    }

    /// <summary>Orders that nobody carries out, each looked at until only its time is left to wait for.</summary>
    private static async Task<List<string>> SettledAsync(TrackingRig rig, int count = 25, int rounds = 3)
    {
        var names = rig.Tenant.Fleet.Read(v => v.Devices.Where(d => d is { Role: null, Intune: not null, Entra: not null }).Take(count).Select(d => d.Name).ToList());
        foreach (var name in names)
            await rig.OrderAsync(name, taken: false);
        rig.Tenant.Fleet.Change(v => names.ForEach(n => v.Find(n)!.ChecksIn = false));
        Assert.Equal(count, names.Count);
        for (var round = 0; round < rounds; round++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            await rig.RoundAsync();
        }

        return names;
    }

    private static List<LoggedRequest> SingleReads(TrackingRig rig, long after) =>
        [.. rig.Tenant.Requests.All.Where(r => r.Number > after && r.Route == "GET v1.0 /deviceManagement/managedDevices/{id}")];

    private static Task<DeviceRequest> OfAsync(TrackingRig rig, string name) => rig.Database.Console.ReadAsync(db => db.Requests.SingleAsync(r => r.Name == name));

    private static Task<List<string>> RowsAsync(TrackingRig rig) =>
        rig.Database.Console.ReadAsync(db => db.Requests.OrderBy(r => r.Id).Select(r => r.Id + " " + r.Version + " " + r.NextLookAt + " " + r.MovedAt + " " + r.LookedAt).ToListAsync());
}
