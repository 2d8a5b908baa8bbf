using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class HybridWipeRuleTests() : RuleTests(new HybridWipeRule())
{
    [Fact]
    public void Judge_Hybrid_SaysThe24Hours() =>
        Expect("hybrid-24-hours Attention RegisterInAutopilot", Clean.WithEntra(e => e with { TrustType = "ServerAd" }), says: "up to 24 hours");

    [Fact]
    public void Judge_HybridTwin_SaysThe24Hours() =>
        Expect("hybrid-24-hours Attention RegisterInAutopilot", Clean.Device with { EntraObjects = [Clean.Entra, Clean.Twin with { TrustType = "ServerAd" }] }, says: Clean.Twin.ObjectId);
}
