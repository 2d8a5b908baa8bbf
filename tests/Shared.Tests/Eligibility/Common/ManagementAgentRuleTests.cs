using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ManagementAgentRuleTests() : RuleTests(new ManagementAgentRule())
{
    [Theory]
    [InlineData("mdm")]
    [InlineData("MDM")]
    [InlineData("configurationManagerClientMdm")]
    public void Judge_AllowedAgent_FindsNothing(string agent) => Expect(Nothing, Clean.Device with { ManagementAgent = agent });

    [Theory]
    [InlineData("msSense")]
    [InlineData("configurationManagerClient")]
    [InlineData("configurationManagerClientMdmEas")]
    [InlineData("easMdm")]
    [InlineData("intuneClient")]
    [InlineData("unknown")]
    [InlineData("unknownFutureValue")]
    public void Judge_AnyOtherAgent_RefusesNamingIt(string agent) => Expect("management-agent Refused", Clean.Device with { ManagementAgent = agent }, says: agent);

    [Fact]
    public void Judge_AgentNotRead_Refuses() => Expect("management-agent Refused", Clean.Device with { ManagementAgent = null });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, ManagementAgent = null });
}
