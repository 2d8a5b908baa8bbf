using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class HybridJoinRuleTests() : RuleTests(new HybridJoinRule())
{
    private const string Refused = "hybrid-joined Refused FullWipe";

    [Theory]
    [InlineData("ServerAd")]
    [InlineData("serverad")]
    public void Judge_OwnTrustType_RefusesTowardsWipe(string trust) =>
        Expect(Refused, Clean.WithEntra(e => e with { TrustType = trust }), says: "trustType ServerAd on Entra object 33333333-0000-4000-8000-000000000003");

    [Fact]
    public void Judge_TwinTrustType_Refuses() =>
        Expect(Refused, Clean.Device with { EntraObjects = [Clean.Entra, Clean.Twin with { TrustType = "ServerAd" }] }, says: Clean.Twin.ObjectId);

    [Fact]
    public void Judge_SyncedFromOnPremises_Refuses() =>
        Expect(Refused, Clean.WithEntra(e => e with { OnPremisesSyncEnabled = true }), says: "onPremisesSyncEnabled");

    [Fact]
    public void Judge_TwinSyncedFromOnPremises_Refuses() =>
        Expect(Refused, Clean.Device with { EntraObjects = [Clean.Entra, Clean.Twin with { OnPremisesSyncEnabled = true }] });

    [Theory]
    [InlineData("hybridAzureADJoined")]
    [InlineData("HYBRIDAZUREADJOINED")]
    public void Judge_IntuneJoinType_Refuses(string joinType) => Expect(Refused, Clean.Device with { IntuneJoinType = joinType }, says: joinType);

    [Fact]
    public void Judge_Hybrid_SaysThe24Hours() => Expect(Refused, Clean.WithEntra(e => e with { TrustType = "ServerAd" }), says: "up to 24 hours");

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void Judge_NotSynced_FindsNothing(bool? synced) => Expect(Nothing, Clean.WithEntra(e => e with { OnPremisesSyncEnabled = synced }));
}
