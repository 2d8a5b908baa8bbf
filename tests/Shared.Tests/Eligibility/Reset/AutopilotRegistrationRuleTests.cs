using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class AutopilotRegistrationRuleTests() : RuleTests(new AutopilotRegistrationRule())
{
    [Theory]
    [InlineData(false, "Not registered")]
    [InlineData(null, "could not be read")]
    public void Judge_NotRegisteredOrUnknown_IsTold(bool? registered, string says) =>
        Expect("not-in-autopilot Attention RegisterInAutopilot", Clean.Device with { Autopilot = null, AutopilotRegistered = registered }, says: says);

    [Fact]
    public void Judge_EitherSignIsEnough_FindsNothing()
    {
        Expect(Nothing, Clean.Device with { Autopilot = null });
        Expect(Nothing, Clean.Device with { AutopilotRegistered = null });
    }
}
