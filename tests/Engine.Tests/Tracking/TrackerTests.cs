using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Restarts, lost answers, reads that fail, sweeps.</summary>
public class TrackerTests
{
    private static readonly TimeSpan Evening = TimeSpan.FromHours(6);

    [Fact]
    public async Task Follow_RestartedMidway_EndsTheSameAndSaysNothingTwice()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01");

        for (var i = 0; i < 12; i++)
        {
            await rig.FollowAsync(TimeSpan.FromMinutes(5));
            await rig.RestartAsync();
        }

        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.Equal(rig.Audit(id).Distinct(), rig.Audit(id));
        Assert.Equal(1, rig.Tenant.Orders.CountFor("NB-CLEAN-01"));
    }

    [Fact]
    public async Task Follow_LostAnswerOfATakenOrder_IsFoundAndCompleted()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", state: DeviceState.Unknown);

        await rig.FollowAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(DeviceState.Pending, rig.Request(id).State);
        await rig.FollowAsync(Evening);

        Assert.Equal(DeviceState.Completed, rig.Request(id).State);
        Assert.Equal("request.order-found", rig.Audit(id)[0]);
        Assert.Equal(1, rig.Tenant.Orders.CountFor("NB-CLEAN-01"));
    }

    [Fact]
    public async Task Follow_LostAnswerOfAnOrderNeverTaken_StaysUnknownAndSendsNothing()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", state: DeviceState.Unknown, taken: false);

        await rig.FollowAsync(TimeSpan.FromDays(2));

        Assert.Equal(DeviceState.Unknown, rig.Request(id).State);
        Assert.NotNull(rig.Request(id).NextLookAt);
        Assert.Empty(rig.Audit(id));
        Assert.DoesNotContain(rig.Tenant.Requests.All, r => r.Method != "GET");
    }

    [Fact]
    public async Task Follow_UserChangedByHandBeforeTheDrawerLaptopChecksIn_IsNeverCompleted()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-DRAWER");
        rig.Tenant.Fleet.Change(view =>
        {
            var device = view.Find("NB-DRAWER")!;
            view.ClearTimeline(device);
            view.Schedule(device, TimeSpan.FromMinutes(5), StepKind.PrimaryUserGone);
            view.Schedule(device, TimeSpan.FromMinutes(5), StepKind.OwnerGone);
            view.Schedule(device, TimeSpan.FromMinutes(30), StepKind.KeepCheckingIn, repeat: TimeSpan.FromMinutes(15));
        });

        await rig.FollowAsync(TimeSpan.FromDays(1));

        Assert.Equal((DeviceState.Stalled, EvidenceGrade.Seen), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.NotNull(rig.Request(id).ArmedSince);
    }

    [Fact]
    public async Task Round_ReadsRefused_ConcludesNothingAndSaysSoUntilItWorks()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01");
        var fault = rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/*", Status = 403 });

        await rig.FollowAsync(TimeSpan.FromMinutes(20));
        Assert.Equal((DeviceState.Pending, EvidenceGrade.Accepted), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.Empty(rig.Audit(id));
        Assert.Equal(HealthState.Degraded, rig.TrackingHealth.State);
        Assert.Contains("Graph answered 403", rig.TrackingHealth.Text, StringComparison.Ordinal);

        rig.Tenant.Faults.Clear(fault.Id);
        await rig.FollowAsync(Evening);
        Assert.Equal(DeviceState.Completed, rig.Request(id).State);
        Assert.Equal(HealthState.Works, rig.TrackingHealth.State);
    }

    [Fact]
    public async Task Round_UnreadableRequestEndedByAPerson_IsNoTroubleAnyMore()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", state: DeviceState.Unknown, taken: false);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/*", Status = 403 });
        await rig.FollowAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(HealthState.Degraded, rig.TrackingHealth.State);

        rig.Database.Execute($"UPDATE Requests SET NextLookAt = NULL WHERE Id = '{id.ToString().ToUpperInvariant()}'");
        await rig.RoundAsync();

        Assert.Equal(HealthState.Works, rig.TrackingHealth.State);
    }

    [Fact]
    public async Task Round_RecordReadAfterGarbage_ConcludesNothing()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", OrderKind.Wipe);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/managedDevices/*", Status = 200, Body = "<html>Sign in to the hotel</html>", ContentType = "text/html" });

        await rig.FollowAsync(TimeSpan.FromMinutes(20));

        Assert.Equal(DeviceState.Pending, rig.Request(id).State);
        Assert.Equal(HealthState.Degraded, rig.TrackingHealth.State);
    }

    [Fact]
    public async Task Round_AdminSignedOut_NamesTheAdminAndGoesOnLater()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01");
        rig.Session.SignedOut = "ada";

        await rig.FollowAsync(TimeSpan.FromHours(2));
        Assert.Equal(DeviceState.Pending, rig.Request(id).State);
        Assert.Contains("Ada Lindgren must sign in again", rig.TrackingHealth.Text, StringComparison.Ordinal);

        rig.Session.SignedOut = null;
        await rig.FollowAsync(Evening);
        Assert.Equal(DeviceState.Completed, rig.Request(id).State);
    }

    [Fact]
    public async Task Round_LoanEndedWithItsBatch_ReadsInTheAdminsOwnSession()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01");
        rig.Session.LoansReturned = true;

        await rig.FollowAsync(Evening);

        Assert.Equal(DeviceState.Completed, rig.Request(id).State);
    }

    [Fact]
    public async Task Round_ManyArmedDevices_SweepsTheListAndReadsSinglyOnlyWhatMoved()
    {
        await using var rig = await TrackingRig.StartAsync(("Polling:Pending", "08:00:00"), ("Polling:LooksPer20Seconds", "150"));
        var names = rig.Tenant.Fleet.Read(v => v.Devices.Where(d => d is { Role: null, Intune: not null, Entra: not null }).Take(25).Select(d => d.Name).ToList());
        foreach (var name in names)
            await rig.OrderAsync(name, taken: false);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(25, await rig.RoundAsync());

        rig.Tenant.Fleet.Change(view => view.Schedule(view.Find(names[7])!, TimeSpan.FromMinutes(1), StepKind.CheckIn));
        rig.Time.Advance(TimeSpan.FromMinutes(3));
        var before = rig.Tenant.Requests.Count;

        Assert.Equal(1, await rig.RoundAsync());
        Assert.Single(rig.Tenant.Requests.All, r => r.Number > before && r.Query.Contains("lastSyncDateTime", StringComparison.OrdinalIgnoreCase) && r.Path.EndsWith("/managedDevices", StringComparison.Ordinal));
        Assert.True(rig.Tenant.Requests.Count - before <= 6);
    }
}
