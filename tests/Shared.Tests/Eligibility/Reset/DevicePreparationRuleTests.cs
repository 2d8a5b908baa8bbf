using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class DevicePreparationRuleTests() : RuleTests(new DevicePreparationRule())
{
    [Fact]
    public void Judge_ProfileWithoutRegistration_IsTold() =>
        Expect("device-preparation Attention", Clean.Device with { Autopilot = null, AutopilotRegistered = false }, says: "Staff laptops");

    [Theory]
    [InlineData(null, "Staff laptops")]
    [InlineData(true, "Staff laptops")]
    [InlineData(false, null)]
    [InlineData(false, " ")]
    public void Judge_Otherwise_FindsNothing(bool? registered, string? profile) =>
        Expect(Nothing, Clean.Device with { Autopilot = null, AutopilotRegistered = registered, EnrollmentProfileName = profile });

    [Fact]
    public void Judge_IdentityFound_FindsNothing() => Expect(Nothing, Clean.Device with { AutopilotRegistered = false });
}
