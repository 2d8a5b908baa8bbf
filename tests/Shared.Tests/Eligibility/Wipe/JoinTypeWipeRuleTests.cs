using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class JoinTypeWipeRuleTests() : RuleTests(new JoinTypeWipeRule())
{
    [Fact]
    public void Judge_RegisteredOnly_NeedsRelease() => Expect("registered-only Release", Clean.WithEntra(e => e with { TrustType = "Workplace" }));

    [Theory]
    [InlineData(null)]
    [InlineData("SomethingNew")]
    public void Judge_Unknown_NeedsRelease(string? trust) => Expect("join-type-unknown Release", Clean.WithEntra(e => e with { TrustType = trust }));

    [Fact]
    public void Judge_Hybrid_FindsNothing() => Expect(Nothing, Clean.WithEntra(e => e with { TrustType = "ServerAd" }));
}
