using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class AccountEnabledRuleTests() : RuleTests(new AccountEnabledRule())
{
    [Fact]
    public void Judge_Disabled_RefusesTowardsEnabling() => Expect("account-disabled Refused EnableAccount", Clean.WithEntra(e => e with { AccountEnabled = false }));

    [Fact]
    public void Judge_NotRead_Refuses() => Expect("account-state-unknown Refused", Clean.WithEntra(e => e with { AccountEnabled = null }));

    [Fact]
    public void Judge_NoEntraObject_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { EntraObjects = [] });
}
