using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class AutopilotRegistrationWipeRuleTests() : RuleTests(new AutopilotRegistrationWipeRule())
{
    [Theory]
    [InlineData(false, "it will not come back by itself")]
    [InlineData(null, "could not be read")]
    public void Judge_NotRegisteredOrUnknown_NeedsRelease(bool? registered, string says) =>
        Expect("not-in-autopilot Release RegisterInAutopilot", Clean.Device with { Autopilot = null, AutopilotRegistered = registered }, says: says);

    [Fact]
    public void Judge_EitherSignIsEnough_FindsNothing()
    {
        Expect(Nothing, Clean.Device with { Autopilot = null });
        Expect(Nothing, Clean.Device with { AutopilotRegistered = null });
    }
}
