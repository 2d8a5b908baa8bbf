using AutopilotReset.Shared.Console;
using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Resets;
using static AutopilotReset.Shared.Tests.Resets.EvidenceCase;

namespace AutopilotReset.Shared.Tests.Resets;

public class HolderJudgeTests
{
    [Theory]
    [InlineData(NextUser.SamePerson)]
    [InlineData(NextUser.SomebodyElse)]
    [InlineData(NextUser.Pool)]
    public void Judge_NobodyNow_IsClean(NextUser next) => Assert.True(Judge(Annas, Nobody, next).IsClean);

    [Theory]
    [InlineData(NextUser.SamePerson)]
    [InlineData(NextUser.SomebodyElse)]
    [InlineData(NextUser.Pool)]
    public void Judge_SomebodyOther_IsClean(NextUser next) => Assert.True(Judge(Annas, Bens, next).IsClean);

    [Theory]
    [InlineData(NextUser.SamePerson, true)]
    [InlineData(NextUser.SomebodyElse, false)]
    [InlineData(NextUser.Pool, false)]
    public void Judge_SamePersonAgain_IsCleanOnlyWhereSaid(NextUser next, bool clean)
    {
        var verdict = Judge(Annas, Annas, next);

        Assert.Equal(clean, verdict.IsClean);
        Assert.Equal(clean ? [] : [Holder.PrimaryUser, Holder.Owner], verdict.Findings.Select(f => f.Holder));
        Assert.All(verdict.Findings, f => Assert.Contains("left behind, or back again", f.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_SamePersonAfterFreshSignIn_IsClean() =>
        Assert.True(HolderJudge.Judge(Annas, Annas, NextUser.SomebodyElse, p => p == Anna).IsClean);

    [Fact]
    public void Judge_SharedDevice_StaysShared()
    {
        var verdict = Judge(Nobody, Nobody, NextUser.Pool);

        Assert.True(verdict.IsClean);
        Assert.Contains("no primary user (shared, kiosk, bulk- or DEM-enrolled)", verdict.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_OnlyOwnerLeft_IsOneFindingNamingBoth()
    {
        var finding = Assert.Single(Judge(Annas, new Holders([Ben], [Anna]), NextUser.SomebodyElse).Findings);

        Assert.Equal(new HolderFinding(Holder.Owner, Anna, Anna, "anna@contoso.example is owner as before: left behind, or back again."), finding);
    }

    [Theory]
    [InlineData(21, "a0000000-0000-0000-0000-000000000001", true)]
    [InlineData(21, "A0000000-0000-0000-0000-000000000001", true)]
    [InlineData(20, "a0000000-0000-0000-0000-000000000001", false)] // at the reset, not after it
    [InlineData(10, "a0000000-0000-0000-0000-000000000001", false)] // between order and reset
    [InlineData(21, null, false)] // nobody knows whose
    [InlineData(21, "b0000000-0000-0000-0000-000000000002", false)] // somebody else's sign-in
    public void SignedInSince_SignInAroundTheReset_CountsOnlyAfterIt(double minutes, string? by, bool fresh)
    {
        var now = Unchanged() with { LastSignIn = Noon.AddMinutes(minutes), LastSignInUserId = by };

        Assert.Equal(fresh, HolderJudge.SignedInSince(now, Noon.AddMinutes(20), Anna));
    }

    [Fact]
    public void SignedInSince_ResetTimeUnknown_IsNeverFresh() =>
        Assert.False(HolderJudge.SignedInSince(Unchanged() with { LastSignIn = Noon.AddHours(9), LastSignInUserId = Anna.Id }, null, Anna));

    private static HolderVerdict Judge(Holders before, Holders after, NextUser next) => HolderJudge.Judge(before, after, next, _ => false);
}
