using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class EntraObjectWipeRuleTests() : RuleTests(new EntraObjectWipeRule())
{
    [Theory]
    [InlineData(null)]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public void Judge_IntuneNamesNoEntraDevice_Refuses(string? id) => Expect("no-entra-object Refused", Clean.Device with { EntraDeviceId = id });

    [Fact]
    public void Judge_EntraObjectGone_NeedsRelease() => Expect("no-entra-object Release RegisterInAutopilot", Clean.Device with { EntraObjects = [] }, says: Clean.EntraId);

    [Fact]
    public void Judge_Twins_AreShown() =>
        Expect("several-entra-objects Attention", Clean.Device with { EntraObjects = [Clean.Entra, Clean.Twin] }, says: Clean.Twin.ObjectId);
}
