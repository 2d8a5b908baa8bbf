using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

/// <summary>Proven: Seen or Reported, and a change that a mere check-in cannot cause.</summary>
public class EvidenceProofTests
{
    public static TheoryData<string, Holders> Changes => new()
    {
        { "both gone", Nobody },
        { "both another's", Bens },
        { "only the primary user gone", new Holders([], [Anna]) },
        { "only the owner gone", new Holders([Anna], []) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Judge_SeenAndHolderChanged_IsProven(string what, Holders after)
    {
        var judgement = Judge(Unchanged().CheckedIn().Held(after));

        Assert.Equal([Signal.Seen, Signal.Proven], judgement.Names());
        Assert.Equal(EvidenceGrade.Proven, judgement.Grade);
        Assert.Contains("anna@contoso.example →", judgement.Signals[1].Values["grounds"], StringComparison.Ordinal);
        Assert.NotEmpty(what);
    }

    [Fact]
    public void Judge_ReportedWithoutCheckInAndHolderChanged_IsProven() =>
        Assert.Equal([Signal.Reported, Signal.Proven], Judge(Unchanged().Lists("done").Held(Nobody)).Names());

    [Fact]
    public void Judge_SeenEarlierAndHolderChangedNow_IsProven()
    {
        var known = new KnownEvidence { Grade = EvidenceGrade.Seen, SeenAt = Noon.AddMinutes(10) };

        Assert.Equal([Signal.Proven], Judge(Unchanged().CheckedIn(10).Held(Nobody), known: known).Names());
    }

    [Fact]
    public void Judge_SomebodyNewWhereNobodyWas_IsNoProof()
    {
        var before = Before(Nobody);

        Assert.Equal([Signal.Seen], Judge(Unchanged(before).CheckedIn().Held(Bens), before: before).Names());
    }

    [Fact]
    public void Judge_SecondPrimaryUserAdded_IsNoProof() =>
        Assert.Equal([Signal.Seen], Judge(Unchanged().CheckedIn().Held(new Holders([Anna, Ben], [Anna]))).Names());

    [Fact]
    public void Judge_SameIdInOtherCase_IsNoChange() =>
        Assert.Equal([Signal.Seen], Judge(Unchanged().CheckedIn().Held(new Holders([Anna with { Id = Anna.Id.ToUpperInvariant() }], [Anna]))).Names());

    [Fact]
    public void Judge_HoldersNotRead_IsNoProof() =>
        Assert.Equal([Signal.Seen], Judge(Unchanged().CheckedIn() with { Holders = null }).Names());

    [Fact]
    public void Judge_OwnersEmptyBecauseTheEntraObjectIsGone_IsNoProof() =>
        Assert.Equal([Signal.Seen], Judge(Unchanged().CheckedIn().Held(new Holders([Anna], [])) with { EntraObjectExists = false }).Names());

    [Theory]
    [InlineData(30, true)]
    [InlineData(-60, false)] // differs from the snapshot but lies before the order
    public void Judge_EnrolmentDateMoved_ProvesOnlyAfterTheOrder(double minutes, bool proven) =>
        Assert.Equal(proven, Judge(Unchanged().CheckedIn() with { EnrolledAt = Noon.AddMinutes(minutes) }).Names().Contains(Signal.Proven));

    [Fact]
    public void Judge_EnrolmentDateFirstReadableNow_IsNoProofUnlessAfterOrder()
    {
        var before = Before() with { EnrolledAt = null };

        Assert.Equal([Signal.Seen], Judge(Unchanged().CheckedIn(), before: before).Names());
    }

    [Fact]
    public void Judge_HolderChangedWithoutAnyContact_IsNoProofAndRemembered()
    {
        var judgement = Judge(Unchanged().Held(new Holders([Ben], [Anna])));

        Assert.Empty(judgement.Signals);
        Assert.Equal([Holder.PrimaryUser], judgement.ChangedByHand);
    }

    [Fact]
    public void Judge_HolderChangedByHandAndDrawerLaptopChecksInLater_StaysSeen()
    {
        var byHand = new HashSet<Holder> { Holder.PrimaryUser };
        var known = new KnownEvidence { Grade = EvidenceGrade.Accepted, ChangedByHand = byHand };

        var judgement = Judge(Unchanged().CheckedIn().Held(new Holders([Ben], [Anna])), known: known);

        Assert.Equal([Signal.Seen], judgement.Names());
        Assert.Equal(EvidenceGrade.Seen, judgement.Grade);
    }

    [Fact]
    public void Judge_OneHolderChangedByHandAndTheOtherByTheReset_IsProvenByTheOther()
    {
        var known = new KnownEvidence { Grade = EvidenceGrade.Accepted, ChangedByHand = new HashSet<Holder> { Holder.PrimaryUser } };

        var proof = Judge(Unchanged().CheckedIn().Held(Nobody), known: known).Signals[^1];

        Assert.Equal(Signal.Proven, proof.Signal);
        Assert.DoesNotContain("primary user", proof.Values["grounds"], StringComparison.Ordinal);
        Assert.Contains("owner anna@contoso.example → no owner", proof.Values["grounds"], StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_KnownGrade_IsNeverLowered()
    {
        var known = new KnownEvidence { Grade = EvidenceGrade.Proven, SeenAt = Noon, ReportedAt = Noon };

        var judgement = Judge(Unchanged(), state: DeviceState.Verifying, known: known);

        Assert.Equal(EvidenceGrade.Proven, judgement.Grade);
        Assert.Empty(judgement.Signals);
    }
}
