using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

/// <summary>An order whose answer was lost: only what a taken order leaves behind settles it, never a check-in.</summary>
public class EvidenceUnknownTests
{
    private static readonly KnownEvidence NothingKnown = new();

    [Fact]
    public void Judge_UnknownAndOnlyChecksIn_StaysUnknown()
    {
        var judgement = Look(Unchanged().CheckedIn());

        Assert.Empty(judgement.Signals);
        Assert.Equal(EvidenceGrade.None, judgement.Grade);
    }

    [Fact]
    public void Judge_UnknownAndNewPendingResult_IsFound()
    {
        var judgement = Look(Unchanged().Lists("pending"));

        Assert.Equal([Signal.OrderFound], judgement.Names());
        Assert.Equal(EvidenceGrade.Accepted, judgement.Grade);
    }

    [Theory]
    [InlineData("wipePending", true)]
    [InlineData("retirePending", true)]
    [InlineData("managed", false)]
    [InlineData(null, false)]
    public void Judge_UnknownAndManagementStateMoved_IsFound(string? state, bool found) =>
        Assert.Equal(found, Look(Unchanged() with { ManagementState = state }).Names().Contains(Signal.OrderFound));

    [Fact]
    public void Judge_UnknownAndManagementStateAsBefore_IsNotFound()
    {
        var before = Before() with { ManagementState = "wipePending" };

        Assert.Empty(EvidenceJudge.Judge(Ask(Unchanged(before), state: DeviceState.Unknown, before: before, known: NothingKnown)).Signals);
    }

    [Fact]
    public void Judge_UnknownAndRecordGone_StaysUnknown() =>
        Assert.Empty(Look(new Observation { ReadAt = Noon.AddHours(1), RecordExists = false }).Signals);

    [Fact]
    public void Judge_UnknownWipeEnrolledAnew_IsFoundAndProven() =>
        Assert.Equal([Signal.OrderFound, Signal.Proven], Look(Unchanged() with { RecordExists = false, ReenrolledAs = "new-id" }, OrderKind.Wipe).Names());

    [Fact]
    public void Judge_UnknownAndResetMeanwhile_SaysEverythingInOrder() =>
        Assert.Equal(
            [Signal.OrderFound, Signal.Seen, Signal.Reported, Signal.Proven],
            Look(Unchanged().CheckedIn().Lists("done").Held(Nobody)).Names());

    [Fact]
    public void Judge_AnySignalOfUnknown_IsAllowedByTheTable()
    {
        var state = DeviceState.Unknown;
        foreach (var signal in Look(Unchanged().CheckedIn().Lists("done").Held(Nobody)).Names())
            state = Transitions.Next(OrderKind.AutopilotReset, state, signal)!.Value.To;

        Assert.Equal(DeviceState.Verifying, state);
    }

    private static EvidenceJudgement Look(Observation now, OrderKind kind = OrderKind.AutopilotReset) =>
        Judge(now, kind, DeviceState.Unknown, known: NothingKnown);
}
