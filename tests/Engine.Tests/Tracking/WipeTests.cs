using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>A full wipe is proven when the record is gone or re-enrolled under a new id.</summary>
public class WipeTests
{
    [Fact]
    public async Task Follow_WipedHybridDevice_IsProvenByItsRecordsEndAndWaitsADay()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-HYBRID-01", OrderKind.Wipe);

        await rig.FollowAsync(TimeSpan.FromHours(3));

        var request = rig.Request(id);
        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (request.State, request.Grade));
        Assert.Null(request.ArmedSince);
        Assert.Equal(request.ProvenAt + TimeSpan.FromHours(24), request.ReadyFrom);
        Assert.Equal("evidence.record-gone", rig.Audit(id)[^1]);
    }

    [Fact]
    public async Task Follow_WipedDeviceBackUnderANewId_IsProvenAndNamesIt()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-02", OrderKind.Wipe);
        rig.Tenant.Fleet.Change(view =>
        {
            var device = view.Find("NB-CLEAN-02")!;
            view.ClearTimeline(device);
            view.Schedule(device, TimeSpan.FromMinutes(30), StepKind.ReEnrolled);
        });

        await rig.FollowAsync(TimeSpan.FromHours(3));

        var request = rig.Request(id);
        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (request.State, request.Grade));
        Assert.Contains(rig.Device("NB-CLEAN-02").Intune!.Id, request.Note, StringComparison.Ordinal);
        Assert.Null(request.ReadyFrom);
        Assert.Equal("evidence.proven", rig.Audit(id)[^1]);
    }

    [Fact]
    public async Task Follow_WipedDrawerLaptop_StaysArmed()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-DRAWER", OrderKind.Wipe);

        await rig.FollowAsync(TimeSpan.FromHours(8));

        Assert.Equal((DeviceState.Stalled, EvidenceGrade.Seen), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.NotNull(rig.Request(id).ArmedSince);
    }

    [Fact]
    public async Task Follow_ResetDeviceWhoseRecordGoes_EndsWithFindings()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-CLEAN-03");
        rig.Tenant.Fleet.Change(view =>
        {
            var device = view.Find("NB-CLEAN-03")!;
            view.ClearTimeline(device);
            view.Schedule(device, TimeSpan.FromMinutes(10), StepKind.RecordGone);
        });

        await rig.FollowAsync(TimeSpan.FromHours(3));

        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Accepted), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.Null(rig.Request(id).ArmedSince);
    }
}
