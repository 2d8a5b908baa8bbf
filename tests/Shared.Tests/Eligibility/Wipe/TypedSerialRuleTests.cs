using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class TypedSerialRuleTests() : RuleTests(new TypedSerialRule())
{
    [Theory]
    [InlineData("Default string")]
    [InlineData(null)]
    public void Judge_Placeholder_Refuses(string? serial) => Expect("serial-placeholder Refused AskAnotherWay", Clean.Device with { Serial = serial });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, Serial = null });
}
