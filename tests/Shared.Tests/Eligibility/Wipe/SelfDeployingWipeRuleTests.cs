using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class SelfDeployingWipeRuleTests() : RuleTests(new SelfDeployingWipeRule())
{
    [Fact]
    public void Judge_SelfDeployingProfile_SaysWhatToDelete() =>
        Expect("record-must-be-deleted Attention DeleteRecordAfterWipe", Clean.WithAutopilot(a => a with { SelfDeploying = true }), says: "0x80180014");

    [Fact]
    public void Judge_EnrolledByDeviceAuthentication_SaysWhatToDelete() =>
        Expect("record-must-be-deleted Attention DeleteRecordAfterWipe", Clean.Device with { DeviceEnrollmentType = "windowsAzureADJoinUsingDeviceAuth" });
}
