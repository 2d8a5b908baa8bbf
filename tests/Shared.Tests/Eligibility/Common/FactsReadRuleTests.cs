using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class FactsReadRuleTests() : RuleTests(new FactsReadRule())
{
    [Fact]
    public void Judge_NeverRead_Refuses() => Expect("facts-not-read Refused", Clean.Device with { ReadAt = default });
}
