using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

public class EvidenceConclusionTests
{
    [Fact]
    public void Of_ProvenAndClean_CompletesAtOnce()
    {
        var conclusion = Conclude(EvidenceGrade.Proven, Nobody);

        Assert.Equal(Signal.HoldersClean, conclusion!.Signal);
        Assert.False(conclusion.ReportedOnly);
        Assert.Contains(EvidenceWords.NoPrimaryUser, conclusion.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ProvenAndLeftover_WaitsForTheDeadlineThenFinds()
    {
        var after = new Holders([], [Anna]);

        Assert.Null(Conclude(EvidenceGrade.Proven, after));
        var conclusion = Conclude(EvidenceGrade.Proven, after, deadline: true);
        Assert.Equal(Signal.LeftoversFound, conclusion!.Signal);
        Assert.Equal(Holder.Owner, Assert.Single(conclusion.Findings).Holder);
    }

    [Fact]
    public void Of_ReportedAndUnchanged_WaitsThenIsReportedNotProven()
    {
        Assert.Null(Conclude(EvidenceGrade.Reported, Annas));
        var conclusion = Conclude(EvidenceGrade.Reported, Annas, deadline: true);

        Assert.Equal(Signal.ReportedUnchanged, conclusion!.Signal);
        Assert.StartsWith("Reported, not proven", conclusion.Text, StringComparison.Ordinal);
        Assert.Equal(2, conclusion.Findings.Count);
    }

    [Fact]
    public void Of_ReportedAndSamePersonComesNext_IsStillNotProven()
    {
        var conclusion = Conclude(EvidenceGrade.Reported, Annas, NextUser.SamePerson, deadline: true);

        Assert.Equal(Signal.ReportedUnchanged, conclusion!.Signal);
        Assert.Empty(conclusion.Findings);
    }

    [Theory]
    [InlineData(19, false)] // the check-in lies before the report
    [InlineData(20, true)]
    [InlineData(21, true)]
    public void Of_ReportedWithNeitherUserNorOwnerBefore_CompletesLabelledWithLaterCheckIn(double checkIn, bool completes)
    {
        var conclusion = EvidenceConclusion.Of(Question(EvidenceGrade.Reported, Nobody) with
        {
            Before = Before(Nobody),
            Now = Unchanged(Before(Nobody)).CheckedIn(checkIn),
        });

        Assert.Equal(completes, conclusion is { Signal: Signal.HoldersClean, ReportedOnly: true });
    }

    [Fact]
    public void Of_SharedDeviceReportedWithoutLaterCheckIn_IsNotProvenAtTheDeadline()
    {
        var conclusion = EvidenceConclusion.Of(Question(EvidenceGrade.Reported, Nobody) with
        {
            Before = Before(Nobody),
            Now = Unchanged(Before(Nobody)),
            DeadlinePassed = true,
        });

        Assert.Equal(Signal.ReportedUnchanged, conclusion!.Signal);
    }

    [Fact]
    public void Of_OnlyOwnerBefore_IsNotReportedOnly() =>
        Assert.Null(EvidenceConclusion.Of(Question(EvidenceGrade.Reported, Annas) with
        {
            Before = Before(new Holders([], [Anna])),
            Now = Unchanged().CheckedIn(60).Held(new Holders([], [Anna])),
        }));

    [Fact]
    public void Of_HoldersNotRead_NeverEnds() =>
        Assert.Null(EvidenceConclusion.Of(Question(EvidenceGrade.Proven, Nobody) with { Now = Unchanged() with { Holders = null }, DeadlinePassed = true }));

    private static EvidenceConclusion? Conclude(EvidenceGrade grade, Holders after, NextUser next = NextUser.SomebodyElse, bool deadline = false) =>
        EvidenceConclusion.Of(Question(grade, after) with { NextUser = next, DeadlinePassed = deadline });

    private static ConclusionQuestion Question(EvidenceGrade grade, Holders after) => new()
    {
        Before = Before(),
        Now = Unchanged().CheckedIn().Held(after),
        Grade = grade,
        NextUser = NextUser.SomebodyElse,
        ResetAt = Noon.AddMinutes(20),
        DeadlinePassed = false,
    };
}
