using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class CoManagementRuleTests() : RuleTests(new CoManagementRule())
{
    [Fact]
    public void Judge_CoManaged_SaysWhatGoes() =>
        Expect("co-managed Attention", Clean.Device with { ManagementAgent = "configurationManagerClientMdm" }, says: "Configuration Manager client is removed");
}
