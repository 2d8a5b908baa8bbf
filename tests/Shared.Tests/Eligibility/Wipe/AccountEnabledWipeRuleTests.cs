using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class AccountEnabledWipeRuleTests() : RuleTests(new AccountEnabledWipeRule())
{
    [Fact]
    public void Judge_Disabled_IsTold() => Expect("account-disabled Attention EnableAccount", Clean.WithEntra(e => e with { AccountEnabled = false }));

    [Fact]
    public void Judge_NotRead_FindsNothing() => Expect(Nothing, Clean.WithEntra(e => e with { AccountEnabled = null }));
}
