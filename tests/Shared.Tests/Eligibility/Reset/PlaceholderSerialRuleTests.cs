using AutopilotReset.Shared.Eligibility.Rules.Reset;

namespace AutopilotReset.Tests.Shared.Eligibility.Reset;

public class PlaceholderSerialRuleTests() : RuleTests(new PlaceholderSerialRule())
{
    [Theory]
    [InlineData("Default string")]
    [InlineData("To be filled by O.E.M.")]
    [InlineData("0")]
    [InlineData("")]
    [InlineData(null)]
    public void Judge_Placeholder_IsTold(string? serial) => Expect("serial-placeholder Attention", Clean.Device with { Serial = serial });

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, Serial = null });
}
