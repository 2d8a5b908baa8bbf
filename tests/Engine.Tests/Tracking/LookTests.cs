using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using static AutopilotReset.Engine.Tests.Tracking.TrackedOrder;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>What looks at one device do to its row.</summary>
public class LookTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Record_ProperReset_IsProvenAndCompletedAndDisarmed()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(40 * Minute, now => now with { LastCheckIn = Noon + (30 * Minute), Holders = Nobody, ActionResults = [Result("done")] });

        Assert.Equal(DeviceState.Completed, order.Row.State);
        Assert.Equal(EvidenceGrade.Proven, order.Row.Grade);
        Assert.Null(order.Row.ArmedSince);
        Assert.Null(order.Row.NextLookAt);
        Assert.Null(order.Row.OpenManagedDeviceId);
        Assert.Equal(Noon + (40 * Minute), order.Row.ProvenAt);
        Assert.Equal(["evidence.seen", "evidence.reported", "evidence.proven", "request.completed"], order.Audit);
    }

    [Fact]
    public async Task Record_LastDeviceOfItsBatch_FinishesTheBatch()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(40 * Minute, now => now with { LastCheckIn = Noon + (30 * Minute), Holders = Nobody });

        Assert.Equal(BatchState.Finished, (await order.Database.ReadAsync(db => db.Batches.SingleAsync())).State);
    }

    [Fact]
    public async Task Record_DrawerLaptop_IsSeenAndArmedAndStallsOnThePickUpClock()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(3 * Minute, CheckedIn(2));
        Assert.Equal((DeviceState.Pending, EvidenceGrade.Seen), (order.Row.State, order.Row.Grade));
        Assert.Equal(Noon + (3 * Minute) + order.Polling.PickUpDeadline, order.Row.Deadline);

        await order.LookAsync((3 * Minute) + order.Polling.PickUpDeadline - TimeSpan.FromSeconds(1), CheckedIn(200));
        Assert.Equal(DeviceState.Pending, order.Row.State);
        await order.LookAsync((3 * Minute) + order.Polling.PickUpDeadline, CheckedIn(240));

        Assert.Equal(DeviceState.Stalled, order.Row.State);
        Assert.Equal(Noon, order.Row.ArmedSince);
        Assert.NotNull(order.Row.OpenManagedDeviceId);
        Assert.Equal(["evidence.seen", "request.stalled"], order.Audit);
    }

    [Fact]
    public async Task Record_NeverSeen_StallsAtTheAbsoluteDeadlineAndStaysWatched()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(order.Polling.PendingDeadline - Minute);
        Assert.Equal(DeviceState.Pending, order.Row.State);
        await order.LookAsync(order.Polling.PendingDeadline);

        Assert.Equal(DeviceState.Stalled, order.Row.State);
        Assert.Equal(Noon, order.Row.ArmedSince);
        Assert.Equal(Noon + order.Polling.PendingDeadline + order.Polling.Stalled, order.Row.NextLookAt);
    }

    [Fact]
    public async Task Record_LateEvidenceAfterStall_Completes()
    {
        using var order = new TrackedOrder();
        await order.LookAsync(order.Polling.PendingDeadline);

        await order.LookAsync(TimeSpan.FromDays(40), now => now with { LastCheckIn = Noon.AddDays(39), Holders = Nobody });

        Assert.Equal(DeviceState.Completed, order.Row.State);
        Assert.Null(order.Row.ArmedSince);
    }

    [Fact]
    public async Task Record_DoneWithoutReset_EndsAsFindingAndStaysArmed()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(40 * Minute, Done);
        Assert.Equal((DeviceState.Verifying, EvidenceGrade.Reported), (order.Row.State, order.Row.Grade));
        await order.LookAsync((40 * Minute) + order.Polling.VerifyingDeadline, Done);

        Assert.Equal(DeviceState.CompletedWithFindings, order.Row.State);
        Assert.StartsWith("Reported, not proven", order.Row.Note, StringComparison.Ordinal);
        Assert.Equal(2, order.Row.Findings.Count);
        Assert.Equal(Noon, order.Row.ArmedSince);
        Assert.Equal(order.Time.GetUtcNow() + order.Polling.Armed, order.Row.NextLookAt);
    }

    [Fact]
    public async Task Record_ProofAfterReportedUnchanged_DisarmsWithoutChangingTheState()
    {
        using var order = new TrackedOrder();
        await order.LookAsync(40 * Minute, Done);
        await order.LookAsync((40 * Minute) + order.Polling.VerifyingDeadline, Done);

        await order.LookAsync(TimeSpan.FromDays(2), now => Done(now) with { Holders = Nobody });

        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Proven), (order.Row.State, order.Row.Grade));
        Assert.Null(order.Row.ArmedSince);
        Assert.Null(order.Row.NextLookAt);
        Assert.Empty(order.Row.Findings);
        Assert.Equal("evidence.proven", order.Audit[^1]);
    }

    [Fact]
    public async Task Record_Failed_IsFailedWithHintAndDisarmed()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(10 * Minute, now => CheckedIn(5)(now) with { ActionResults = [Result("failed")] });

        Assert.Equal(DeviceState.Failed, order.Row.State);
        Assert.Contains("A common one is Windows RE", order.Row.Note, StringComparison.Ordinal);
        Assert.Null(order.Row.ArmedSince);
        Assert.Null(order.Row.NextLookAt);
    }

    [Fact]
    public async Task Record_OwnerLeftBehind_IsFoundAtTheDeadlineOnly()
    {
        using var order = new TrackedOrder();
        Observation OwnerStays(Observation now) => Done(now) with { Holders = new Holders([], [Anna]) };

        await order.LookAsync(40 * Minute, OwnerStays);
        Assert.Equal((DeviceState.Verifying, EvidenceGrade.Proven), (order.Row.State, order.Row.Grade));
        await order.LookAsync((40 * Minute) + order.Polling.VerifyingDeadline, OwnerStays);

        Assert.Equal(DeviceState.CompletedWithFindings, order.Row.State);
        Assert.Equal("anna@contoso.example is owner as before: left behind, or back again.", Assert.Single(order.Row.Findings).Text);
        Assert.Null(order.Row.ArmedSince);
    }

    [Theory]
    [InlineData(NextUser.SamePerson, DeviceState.Completed)]
    [InlineData(NextUser.SomebodyElse, DeviceState.CompletedWithFindings)]
    public async Task Record_SameUserBack_DependsOnWhoWasSaidToComeNext(NextUser next, DeviceState end)
    {
        using var order = new TrackedOrder(next: next);
        Observation Back(Observation now) => Done(now) with { EnrolledAt = Noon + (19 * Minute) };

        await order.LookAsync(40 * Minute, Back);
        await order.LookAsync((40 * Minute) + order.Polling.VerifyingDeadline, Back);

        Assert.Equal(end, order.Row.State);
    }

    [Fact]
    public async Task Record_SharedDeviceReportedWithLaterCheckIn_CompletesLabelled()
    {
        using var order = new TrackedOrder(before: Nobody);

        await order.LookAsync(40 * Minute, now => now with { LastCheckIn = Noon + (21 * Minute), ActionResults = [Result("done")] });

        Assert.Equal((DeviceState.Completed, true, EvidenceGrade.Reported), (order.Row.State, order.Row.ReportedOnly, order.Row.Grade));
        Assert.Equal(Noon, order.Row.ArmedSince);
    }

    [Fact]
    public async Task Record_ResetDevicesRecordGone_EndsWithFindings()
    {
        using var order = new TrackedOrder();

        await order.LookAsync(10 * Minute, Gone);

        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Accepted), (order.Row.State, order.Row.Grade));
        Assert.Null(order.Row.ArmedSince);
        Assert.Null(order.Row.ProvenAt);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Record_WipedDevicesRecordGone_IsProvenAndHybridWaitsADay(bool hybrid)
    {
        using var order = new TrackedOrder(kind: OrderKind.Wipe, hybrid: hybrid);

        await order.LookAsync(50 * Minute, Gone);

        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (order.Row.State, order.Row.Grade));
        Assert.Equal(hybrid ? Noon + (50 * Minute) + TimeSpan.FromHours(24) : null, order.Row.ReadyFrom);
    }

    [Fact]
    public async Task Record_WipeReported_WaitsForTheRecordToGo()
    {
        using var order = new TrackedOrder(kind: OrderKind.Wipe);

        await order.LookAsync(30 * Minute, Done);
        Assert.Equal((DeviceState.Active, EvidenceGrade.Reported), (order.Row.State, order.Row.Grade));
        await order.LookAsync(31 * Minute, now => Gone(now) with { ReenrolledAs = "33333333-0000-0000-0000-00000000000d" });

        Assert.Equal(DeviceState.Completed, order.Row.State);
    }

    private static Func<Observation, Observation> CheckedIn(double minutes) => now => now with { LastCheckIn = Noon.AddMinutes(minutes) };

    private static Observation Done(Observation now) => now with { LastCheckIn = Noon + (20 * Minute), ActionResults = [Result("done")] };

    private static Observation Gone(Observation now) => new() { ReadAt = now.ReadAt, RecordExists = false };
}
