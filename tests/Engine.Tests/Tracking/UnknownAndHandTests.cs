using AutopilotReset.Engine.Data;
using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using Microsoft.EntityFrameworkCore;
using static AutopilotReset.Engine.Tests.Tracking.TrackedOrder;

namespace AutopilotReset.Engine.Tests.Tracking;

/// <summary>Orders of unknown fate, and holders changed by a person.</summary>
public class UnknownAndHandTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly Holders ByHand = new([], [Anna]);

    [Fact]
    public async Task Record_UnknownWithoutTrace_StaysUnknownForEver()
    {
        using var order = new TrackedOrder(DeviceState.Unknown);

        await order.LookAsync(TimeSpan.FromDays(90), now => now with { LastCheckIn = Noon.AddDays(89), Holders = Nobody });

        Assert.Equal((DeviceState.Unknown, EvidenceGrade.None), (order.Row.State, order.Row.Grade));
        Assert.Null(order.Row.ArmedSince);
        Assert.NotNull(order.Row.NextLookAt);
        Assert.Empty(order.Audit);
    }

    [Fact]
    public async Task Record_UnknownAndListed_IsPendingAndArmedSinceTheIntent()
    {
        using var order = new TrackedOrder(DeviceState.Unknown);

        await order.LookAsync(5 * Minute, now => now with { ActionResults = [Result("pending")] });

        Assert.Equal((DeviceState.Pending, EvidenceGrade.Accepted), (order.Row.State, order.Row.Grade));
        Assert.Equal((Noon, Noon), (order.Row.AcceptedAt, order.Row.ArmedSince));
        Assert.Equal(Noon + order.Polling.PendingDeadline, order.Row.Deadline);
        Assert.Equal(["request.order-found"], order.Audit);
    }

    [Fact]
    public async Task Record_UserChangedByHandBeforeTheDrawerLaptopChecksIn_IsNeverProof()
    {
        using var order = new TrackedOrder();
        await order.LookAsync(10 * Minute, now => now with { Holders = ByHand });
        var change = await order.Database.ReadAsync(db => db.Set<HolderChange>().SingleAsync());
        Assert.Equal((Holder.PrimaryUser, HolderChangeOrigin.BeforeContact), (change.Holder, change.Origin));

        await order.LookAsync(20 * Minute, now => now with { Holders = ByHand, LastCheckIn = Noon + (15 * Minute) });

        Assert.Equal((DeviceState.Pending, EvidenceGrade.Seen), (order.Row.State, order.Row.Grade));
        Assert.Equal(Noon, order.Row.ArmedSince);
    }

    [Fact]
    public async Task Record_OtherHolderGoesAfterOneWasChangedByHand_IsProof()
    {
        using var order = new TrackedOrder();
        await order.LookAsync(10 * Minute, now => now with { Holders = ByHand });

        await order.LookAsync(40 * Minute, now => now with { Holders = Nobody, LastCheckIn = Noon + (15 * Minute) });

        Assert.Equal((DeviceState.Completed, EvidenceGrade.Proven), (order.Row.State, order.Row.Grade));
    }

    [Fact]
    public async Task Record_OlderObservationThanKnown_IsIgnored()
    {
        using var order = new TrackedOrder();
        await order.LookAsync(30 * Minute);

        await order.LookAsync(31 * Minute, now => now with { ReadAt = Noon + (20 * Minute), Holders = Nobody, LastCheckIn = Noon + (15 * Minute) });

        Assert.Equal((DeviceState.Pending, EvidenceGrade.Accepted), (order.Row.State, order.Row.Grade));
    }

    [Fact]
    public async Task Record_ClosedByPersonMeanwhile_KeepsWatchingUntilProven()
    {
        using var order = new TrackedOrder(DeviceState.Stalled);
        await order.Database.WriteAsync(async db => await Ledger.ApplyAsync(
            db, await db.Requests.SingleAsync(), Signal.ClosedByPerson, null, "Closed.", Noon, CancellationToken.None), CancellationToken.None);

        await order.LookAsync(TimeSpan.FromDays(100), now => now with { LastCheckIn = Noon.AddDays(99) });
        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Seen), (order.Row.State, order.Row.Grade));
        Assert.Equal(Noon, order.Row.ArmedSince);

        await order.LookAsync(TimeSpan.FromDays(101), now => now with { LastCheckIn = Noon.AddDays(99), Holders = Nobody });
        Assert.Equal((DeviceState.CompletedWithFindings, EvidenceGrade.Proven), (order.Row.State, order.Row.Grade));
        Assert.Null(order.Row.ArmedSince);
    }

    [Fact]
    public async Task Record_RowChangedBetweenReadAndWrite_JudgesTheRowAsItIs()
    {
        using var order = new TrackedOrder();
        await order.ChangeAsync(r => r.SeenAt = Noon + Minute);

        await order.LookAsync(5 * Minute, now => now with { LastCheckIn = Noon + (3 * Minute) });

        Assert.DoesNotContain("evidence.seen", order.Audit);
        Assert.Equal(Noon + Minute, order.Row.SeenAt);
    }
}
