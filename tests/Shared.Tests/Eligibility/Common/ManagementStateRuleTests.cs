using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ManagementStateRuleTests() : RuleTests(new ManagementStateRule())
{
    [Theory]
    [InlineData("wipePending")]
    [InlineData("wipeIssued")]
    [InlineData("retirePending")]
    [InlineData("deletePending")]
    [InlineData("unhealthy")]
    [InlineData("wipeCanceled")]
    [InlineData("discovered")]
    [InlineData("unknownFutureValue")]
    public void Judge_NotManaged_RefusesNamingIt(string state) => Expect("management-state Refused", Clean.Device with { ManagementState = state }, says: state);

    [Fact]
    public void Judge_NotRead_Refuses() => Expect("management-state Refused", Clean.Device with { ManagementState = null });

    [Fact]
    public void Judge_ManagedInOtherCase_FindsNothing() => Expect(Nothing, Clean.Device with { ManagementState = "Managed" });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, ManagementState = null });
}
