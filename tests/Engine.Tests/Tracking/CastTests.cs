using AutopilotReset.Shared.Resets;
using AutopilotReset.Simulator.Control;
using AutopilotReset.Simulator.Fleet;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Every behaviour of the practice fleet, followed to what the console says of it.</summary>
public class CastTests
{
    private static readonly TimeSpan Evening = TimeSpan.FromHours(6);

    [Theory]
    [InlineData("NB-CLEAN-01")]
    [InlineData("NB-ANEW")]
    [InlineData("NB-NO-DONE")]
    [InlineData("NB-NO-RESULTS")]
    public async Task Follow_ResetDevice_CompletesProven(string name)
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync(name);

        await rig.FollowAsync(Evening);

        var request = rig.Request(id);
        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven, false), (request.State, request.Grade, request.ReportedOnly));
        Assert.Null(request.ArmedSince);
        Assert.Null(rig.Device(name).Intune!.PrimaryUserId);
        Assert.Null(rig.Device(name).Entra!.OwnerId);
        Assert.Equal("request.completed", rig.Audit(id)[^1]);
        Assert.Equal(1, rig.Tenant.Orders.CountFor(name));
    }

    [Fact]
    public async Task Follow_DrawerLaptop_IsSeenAndArmedAndNeverCompleted()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-DRAWER");

        await rig.FollowAsync(TimeSpan.FromMinutes(30));
        Assert.Equal((DeviceState.Pending, EvidenceGrade.Seen), (rig.Request(id).State, rig.Request(id).Grade));
        await rig.FollowAsync(TimeSpan.FromDays(2));

        Assert.Equal((DeviceState.Stalled, EvidenceGrade.Seen), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.NotNull(rig.Request(id).ArmedSince);
        Assert.Equal(["evidence.seen", "request.stalled"], rig.Audit(id));
    }

    [Fact]
    public async Task Follow_DoneWithoutReset_EndsAsFindingAndStaysArmed()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-DONE-ONLY", next: NextUser.SamePerson);

        await rig.FollowAsync(Evening);

        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Reported), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.StartsWith("Reported, not proven", rig.Request(id).Note, StringComparison.Ordinal);
        Assert.NotNull(rig.Request(id).ArmedSince);
        Assert.Equal("request.reported-unchanged", rig.Audit(id)[^1]);
    }

    [Fact]
    public async Task Follow_SilentDevice_StallsStaysArmedAndCompletesOnLateEvidence()
    {
        await using var rig = await TrackingRig.StartAsync(("Polling:Quiet", "06:00:00"), ("Polling:Stalled", "06:00:00"));
        rig.Device("NB-SILENT").ChecksIn = false;
        var id = await rig.OrderAsync("NB-SILENT");

        await rig.FollowAsync(TimeSpan.FromDays(8));
        Assert.Equal((DeviceState.Stalled, EvidenceGrade.Accepted), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.NotNull(rig.Request(id).ArmedSince);

        rig.Tenant.Fleet.Change(view =>
        {
            var device = view.Find("NB-SILENT")!;
            view.Schedule(device, TimeSpan.FromDays(1), StepKind.CheckIn);
            view.Schedule(device, TimeSpan.FromDays(1), StepKind.PrimaryUserGone);
            view.Schedule(device, TimeSpan.FromDays(1), StepKind.OwnerGone);
        });
        await rig.FollowAsync(TimeSpan.FromDays(2));

        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.Equal(1, rig.Tenant.Orders.CountFor("NB-SILENT"));
    }

    [Fact]
    public async Task Follow_OfflineForDays_WaitsArmedAndCompletes()
    {
        await using var rig = await TrackingRig.StartAsync(("Polling:Quiet", "03:00:00"));
        var id = await rig.OrderAsync("NB-OFFLINE");

        await rig.FollowAsync(TimeSpan.FromDays(2.5));
        Assert.Equal(DeviceState.Pending, rig.Request(id).State);
        await rig.FollowAsync(TimeSpan.FromDays(1));

        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (rig.Request(id).State, rig.Request(id).Grade));
    }

    [Theory]
    [InlineData("NB-WINRE")]
    [InlineData("NB-BATTERY")]
    public async Task Follow_FailingDevice_IsFailedWithASuggestionAndDisarmed(string name)
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync(name);

        await rig.FollowAsync(Evening);

        Assert.Equal(DeviceState.Failed, rig.Request(id).State);
        Assert.Contains("Graph gives no cause. A common one is Windows RE being off", rig.Request(id).Note, StringComparison.Ordinal);
        Assert.Null(rig.Request(id).ArmedSince);
        Assert.Equal("evidence.failed", rig.Audit(id)[^1]);
    }

    [Theory]
    [InlineData(NextUser.SamePerson, DeviceState.Completed)]
    [InlineData(NextUser.SomebodyElse, DeviceState.CompletedWithFindings)]
    [InlineData(NextUser.Pool, DeviceState.CompletedWithFindings)]
    public async Task Follow_SameUserBackAtOnce_DependsOnWhoWasSaidToComeNext(NextUser next, DeviceState end)
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-SAME-USER", next: next);

        // Where beta tells no sign-in, only the word of who comes next can clear the same person.
        rig.Tenant.Faults.Add(new Fault
        {
            Method = "GET",
            Path = "/beta/deviceManagement/managedDevices/*",
            Status = 200,
            ContentType = "application/json",
            Body = """{"id":"x"}""",
        });

        // Nobody looks while the device is without a user.
        rig.Time.Advance(TimeSpan.FromHours(1));
        await rig.FollowAsync(Evening);

        Assert.Equal((end, EvidenceGrade.Proven), (rig.Request(id).State, rig.Request(id).Grade));
        Assert.Equal(end == DeviceState.Completed ? 0 : 2, rig.Request(id).Findings.Count);
        Assert.Null(rig.Request(id).ArmedSince);
    }

    /// <summary>What beta's usersLoggedOn (graph.md §3) says is put into the practice tenant's mouth.</summary>
    [Theory]
    [InlineData(true, 120, DeviceState.Completed)]
    [InlineData(true, 5, DeviceState.CompletedWithFindings)] // between order and reset
    [InlineData(false, 120, DeviceState.CompletedWithFindings)] // somebody else signed in
    public async Task Follow_SameUserBackAfterAFreshSignIn_IsCleanOnlyForThatPersonAndTime(bool samePerson, double minutesAfterOrder, DeviceState end)
    {
        await using var rig = await TrackingRig.StartAsync(("Polling:VerifyingDeadline", "00:05:00"));
        var person = rig.Device("NB-SAME-USER").Intune!.PrimaryUserId!;
        var id = await rig.OrderAsync("NB-SAME-USER");
        var signIn = rig.Time.GetUtcNow().AddMinutes(minutesAfterOrder);
        rig.Time.Advance(TimeSpan.FromHours(3));
        var user = samePerson ? person : rig.Tenant.Personas["bo"].ObjectId;
        rig.Tenant.Faults.Add(new Fault
        {
            Method = "GET",
            Path = "/beta/deviceManagement/managedDevices/*",
            Status = 200,
            ContentType = "application/json",
            Body = $$"""{"id":"x","usersLoggedOn":[{"userId":"{{user}}","lastLogOnDateTime":"{{signIn:yyyy-MM-ddTHH:mm:ssZ}}"}]}""",
        });

        await rig.FollowAsync(TimeSpan.FromHours(1));

        Assert.Equal(end, rig.Request(id).State);
    }

    [Fact]
    public async Task Follow_SharedDevice_StaysSharedAndCompletesAsReported()
    {
        await using var rig = await TrackingRig.StartAsync();
        var id = await rig.OrderAsync("NB-SHARED", next: NextUser.Pool);

        await rig.FollowAsync(Evening);

        var request = rig.Request(id);
        Assert.Equal((DeviceState.Completed, EvidenceGrade.Reported, true), (request.State, request.Grade, request.ReportedOnly));
        Assert.Empty(request.Findings);
        Assert.NotNull(request.ArmedSince);
    }
}
