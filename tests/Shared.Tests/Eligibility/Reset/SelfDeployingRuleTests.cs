using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class SelfDeployingRuleTests() : RuleTests(new SelfDeployingRule())
{
    [Fact]
    public void Judge_SelfDeployingProfile_NeedsReleaseNamingIt() =>
        Expect("self-deploying Release", Clean.WithAutopilot(a => a with { SelfDeploying = true }), says: "Staff laptops");

    [Fact]
    public void Judge_EnrolledByDeviceAuthentication_NeedsRelease() =>
        Expect("self-deploying Release", Clean.Device with { DeviceEnrollmentType = "windowsAzureADJoinUsingDeviceAuth" });

    [Fact]
    public void Judge_NotKnown_FindsNothing() => Expect(Nothing, Clean.WithAutopilot(a => a with { SelfDeploying = null }));
}
