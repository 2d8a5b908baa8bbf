using AutopilotReset.Engine.Tracking;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using Microsoft.EntityFrameworkCore;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>The loop itself: it never dies quietly, and several of it do no harm.</summary>
public class TrackerResilienceTests
{
    [Fact]
    public async Task Execute_DatabaseBreaksForAWhile_SaysSoAndGoesOn()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01");
        rig.Database.Execute("ALTER TABLE Batches RENAME TO BatchesAway");
        await rig.StartTrackerAsync();

        await rig.UntilAsync(() => rig.Health.Rows.Any(r => r is { What: Tracker.HealthName, State: HealthState.Broken }));
        rig.Database.Execute("ALTER TABLE BatchesAway RENAME TO Batches");
        await rig.UntilAsync(() => rig.Request(id).State == DeviceState.Completed);

        Assert.Equal(HealthState.Works, rig.TrackingHealth.State);
    }

    [Fact]
    public async Task Round_ServiceUnavailableAndThrottled_ConcludesNothing()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-01", OrderKind.Wipe);
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/*", Status = 503, RetryAfter = 1, Times = 5 });
        rig.Tenant.Faults.Add(new Fault { Method = "GET", Path = "/v1.0/deviceManagement/*", Status = 429, RetryAfter = 1, Times = 5 });
        await rig.StartTrackerAsync();

        await rig.UntilAsync(() => rig.Health.Rows.Any(r => r is { What: Tracker.HealthName, State: HealthState.Degraded }));
        Assert.Equal((DeviceState.Pending, EvidenceGrade.Accepted), (rig.Request(id).State, rig.Request(id).Grade));
        await rig.UntilAsync(() => rig.Request(id).State == DeviceState.Completed);

        Assert.Equal("evidence.record-gone", rig.Audit(id)[^1]);
        Assert.Equal(HealthState.Works, rig.TrackingHealth.State);
    }

    [Fact]
    public async Task Round_TwoProcessesAtOnce_SayEverythingOnce()
    {
        await using var rig = await TrackingRig.StartAsync();
        await using var other = rig.AnotherProcess();
        var id = await rig.OrderAsync("NB-CLEAN-01");

        for (var minute = 0; minute < 60; minute++)
        {
            rig.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(rig.RoundAsync(), rig.RoundAsync(other));
        }

        Assert.Equal(DeviceState.Completed, rig.Request(id).State);
        Assert.Equal(rig.Audit(id).Distinct(), rig.Audit(id));
        Assert.Equal(
            Enumerable.Range(1, rig.Audit(id).Count).Select(i => (long)i),
            await rig.Database.Console.ReadAsync(db => db.AuditEntries.Where(e => e.RequestId == id).OrderBy(e => e.Seq).Select(e => e.Seq).ToListAsync()));
    }
}
