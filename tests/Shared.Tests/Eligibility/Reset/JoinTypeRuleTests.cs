using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class JoinTypeRuleTests() : RuleTests(new JoinTypeRule())
{
    [Fact]
    public void Judge_RegisteredOnly_Refuses() => Expect("registered-only Refused", Clean.WithEntra(e => e with { TrustType = "Workplace" }));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("SomethingNew")]
    public void Judge_TrustTypeUnknown_Refuses(string? trust) => Expect("join-type-unknown Refused", Clean.WithEntra(e => e with { TrustType = trust }));

    [Theory]
    [InlineData("azureADRegistered")]
    [InlineData("unknown")]
    [InlineData("unknownFutureValue")]
    [InlineData("")]
    public void Judge_IntuneSaysOtherwise_RefusesNamingBoth(string joinType) =>
        Expect("join-types-disagree Refused", Clean.Device with { IntuneJoinType = joinType }, says: "Entra says trustType AzureAd");

    [Fact]
    public void Judge_JoinTypeNotReadAndTrustTypeClear_FindsNothing() => Expect(Nothing, Clean.Device with { IntuneJoinType = null });

    [Fact]
    public void Judge_OtherLetterCase_FindsNothing() => Expect(Nothing, Clean.WithEntra(e => e with { TrustType = "azuread" }) with { IntuneJoinType = "AzureADJoined" });

    [Fact]
    public void Judge_Hybrid_LeavesItToThatRule() => Expect(Nothing, Clean.WithEntra(e => e with { TrustType = "ServerAd" }));
}
