using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

public class EvidenceJudgeTests
{
    [Fact]
    public void Judge_NothingDiffersFromSnapshot_StaysAccepted()
    {
        var judgement = Judge(Unchanged());

        Assert.Empty(judgement.Signals);
        Assert.Equal(EvidenceGrade.Accepted, judgement.Grade);
    }

    [Fact]
    public void Judge_CheckInOfUnchangedDevice_IsSeenAndNothingMore()
    {
        var judgement = Judge(Unchanged().CheckedIn());

        Assert.Equal([Signal.Seen], judgement.Names());
        Assert.Equal(EvidenceGrade.Seen, judgement.Grade);
        Assert.Equal(Noon.AddMinutes(30), judgement.SeenAt);
        Assert.Contains("2026-06-12 12:30:00 UTC", judgement.Signals[0].Values["lastCheckIn"], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_CheckInAlreadyKnown_IsNotSaidAgain()
    {
        var known = new KnownEvidence { Grade = EvidenceGrade.Seen, SeenAt = Noon.AddMinutes(10) };

        var judgement = Judge(Unchanged().CheckedIn(90), known: known);

        Assert.Empty(judgement.Signals);
        Assert.Equal(Noon.AddMinutes(10), judgement.SeenAt);
    }

    [Theory]
    [InlineData(-1, true)] // Intune's clock a minute behind ours
    [InlineData(-3, false)] // further than the clocks may differ: before the order
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Judge_CheckInAroundTheOrder_AllowsForClockSkew(double minutes, bool seen) =>
        Assert.Equal(seen, Judge(Unchanged().CheckedIn(minutes)).Names().Contains(Signal.Seen));

    [Theory]
    [InlineData(1, false)] // the snapshot had no check-in: it might have been before the order
    [InlineData(2, true)]
    public void Judge_FirstCheckInEver_CountsOnlyAfterOrderByBothClocks(double minutes, bool seen)
    {
        var before = Before() with { LastCheckIn = null };

        Assert.Equal(seen, Judge(Unchanged(before).CheckedIn(minutes), before: before).Names().Contains(Signal.Seen));
    }

    [Fact]
    public void Judge_CheckInEqualToSnapshotThoughAfterOrder_IsNotSeen()
    {
        var before = Before() with { LastCheckIn = Noon.AddMinutes(1) };

        Assert.Empty(Judge(Unchanged(before), before: before).Signals);
    }

    [Theory]
    [InlineData("automaticRedeployment")]
    [InlineData("AUTOMATICREDEPLOYMENT")]
    [InlineData("factoryReset")]
    [InlineData("FactoryResetKeepEnrollmentData")]
    [InlineData("wipe")]
    public void Judge_NewResultDone_IsReported(string name)
    {
        var judgement = Judge(Unchanged().Lists("done", name));

        Assert.Equal([Signal.Reported], judgement.Names());
        Assert.Equal(EvidenceGrade.Reported, judgement.Grade);
        Assert.Equal(Noon.AddMinutes(20), judgement.ResetAt);
    }

    [Theory]
    [InlineData("rebootNow")]
    [InlineData("cleanWindowsDevice")]
    public void Judge_NewResultOfAnotherAction_IsShownRawAndNotCounted(string name)
    {
        var judgement = Judge(Unchanged().Lists("done", name));

        Assert.Empty(judgement.Signals);
        Assert.Equal(EvidenceGrade.Accepted, judgement.Grade);
        Assert.Contains(name, Assert.Single(judgement.UnknownActions), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_ResultAlreadyInSnapshot_IsNotCounted()
    {
        var before = Before() with { ActionResults = [new ActionResult("wipe", "done", Noon.AddMinutes(-1), Noon.AddMinutes(-1))] };

        Assert.Empty(Judge(Unchanged(before), before: before).Signals);
    }

    [Fact]
    public void Judge_SnapshotEntryWhoseStateMovedOn_IsStillNotOurs()
    {
        var before = Before() with { ActionResults = [new ActionResult("wipe", "pending", Noon.AddDays(-3), Noon.AddDays(-3))] };
        var now = Unchanged(before) with { ActionResults = [new ActionResult("Wipe", "done", Noon.AddDays(-3), Noon.AddMinutes(20))] };

        Assert.Empty(Judge(now, before: before).Signals);
    }

    [Fact]
    public void Judge_NewEntryThatStartedLongBeforeTheOrder_IsNotCounted() =>
        Assert.Empty(Judge(Unchanged().Lists("done", startedMinutes: -60)).Signals);

    [Fact]
    public void Judge_ActiveThenUnchangedWhileStalled_SpeaksOnce()
    {
        var now = Unchanged().Lists("active");
        var known = new KnownEvidence { Grade = EvidenceGrade.Accepted, Previous = now };

        Assert.Equal([Signal.ReportedActive], Judge(now).Names());
        Assert.Empty(Judge(now, state: DeviceState.Active, known: known).Signals);
        Assert.Empty(Judge(now, state: DeviceState.Stalled, known: known).Signals);
        Assert.Equal([Signal.ReportedActive], Judge(now, state: DeviceState.Stalled).Names());
    }

    [Fact]
    public void Judge_DoneAlreadyKnown_IsNotSaidAgain()
    {
        var known = new KnownEvidence { Grade = EvidenceGrade.Reported, ReportedAt = Noon.AddMinutes(21) };

        Assert.Empty(Judge(Unchanged().Lists("done"), state: DeviceState.Verifying, known: known).Signals);
    }

    [Theory]
    [InlineData("failed", true)]
    [InlineData("notSupported", true)]
    [InlineData("canceled", false)]
    public void Judge_NewResultFailed_IsReportedFailedAndWinReOnlySuggested(string state, bool hint)
    {
        var judgement = Judge(Unchanged().CheckedIn().Lists(state));

        Assert.Equal([Signal.Seen, Signal.ReportedFailed], judgement.Names());
        Assert.Equal(hint, judgement.Signals[1].Text.Contains("A common one is Windows RE", StringComparison.Ordinal));
        Assert.Contains("Graph gives no cause", judgement.Signals[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OneFailedAndOneOpenResult_IsNoFailure() =>
        Assert.DoesNotContain(Signal.ReportedFailed, Judge(Unchanged().Lists("failed").Lists("pending", startedMinutes: 5)).Names());

    [Fact]
    public void Judge_FailedThoughUserIsGone_IsNotProvenAndSaysSo()
    {
        var judgement = Judge(Unchanged().CheckedIn().Lists("failed").Held(Nobody));

        Assert.Equal([Signal.Seen, Signal.ReportedFailed], judgement.Names());
        Assert.Contains("primary user anna@contoso.example →", judgement.Signals[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_RecordOfResetDeviceGone_IsRecordGoneAndNotProven()
    {
        var judgement = Judge(new Observation { ReadAt = Noon.AddHours(1), RecordExists = false });

        Assert.Equal([Signal.RecordGone], judgement.Names());
        Assert.Equal(EvidenceGrade.Accepted, judgement.Grade);
    }

    [Fact]
    public void Judge_RecordOfWipedDeviceGone_IsProven()
    {
        var judgement = Judge(new Observation { ReadAt = Noon.AddHours(1), RecordExists = false }, OrderKind.Wipe);

        Assert.Equal([Signal.RecordGone], judgement.Names());
        Assert.Equal(EvidenceGrade.Proven, judgement.Grade);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Judge_WipedDeviceEnrolledUnderNewId_IsProven(bool oldRecordStillThere)
    {
        var judgement = Judge(Unchanged() with { RecordExists = oldRecordStillThere, ReenrolledAs = "new-id" }, OrderKind.Wipe);

        Assert.Equal([Signal.Proven], judgement.Names());
        Assert.Equal(EvidenceGrade.Proven, judgement.Grade);
    }

    [Fact]
    public void Judge_WipeReportedDoneAndUserGone_IsReportedOnly() =>
        Assert.Equal([Signal.Seen, Signal.Reported], Judge(Unchanged().CheckedIn().Lists("done").Held(Nobody), OrderKind.Wipe).Names());
}
