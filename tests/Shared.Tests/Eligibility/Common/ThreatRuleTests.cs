using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ThreatRuleTests() : RuleTests(new ThreatRule())
{
    [Theory]
    [InlineData("highSeverity")]
    [InlineData("Compromised")]
    public void Judge_Dangerous_RefusesTowardsSecurity(string state) => Expect("threat-state Refused SecurityTeam", Clean.Device with { ThreatState = state }, says: state);

    [Theory]
    [InlineData("mediumSeverity")]
    [InlineData("lowSeverity")]
    [InlineData("unknown")]
    [InlineData(null)]
    public void Judge_Otherwise_FindsNothing(string? state) => Expect(Nothing, Clean.Device with { ThreatState = state });
}
