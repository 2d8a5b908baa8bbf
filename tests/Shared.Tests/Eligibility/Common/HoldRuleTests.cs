using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class HoldRuleTests() : RuleTests(new HoldRule())
{
    [Fact]
    public void Judge_HeldSerial_RefusesTowardsSecurity() =>
        Expect("on-hold Refused SecurityTeam", Clean.Device, With(new() { HeldSerials = Clean.Set("5CG1234ABC") }), "serial \"5CG1234ABC\"");

    [Fact]
    public void Judge_HeldSerialInAnotherForm_Refuses() =>
        Expect("on-hold Refused SecurityTeam", Clean.Device with { Serial = "5cg-1234 abc" }, With(new() { HeldSerials = Clean.Set(" 5CG-1234ABC") }));

    [Theory]
    [InlineData(Clean.ManagedId)]
    [InlineData(Clean.EntraId)]
    public void Judge_HeldId_Refuses(string id) => Expect("on-hold Refused SecurityTeam", Clean.Device, With(new() { HeldDeviceIds = Clean.Set(id) }), id);

    [Fact]
    public void Judge_OnlyProtected_LeavesItToThatRule() => Expect(Nothing, Clean.Device, With(new() { Serials = Clean.Set("5CG1234ABC") }));

    [Fact]
    public void Judge_ListUnreadable_LeavesItToProtectedRule() => Expect(Nothing, Clean.Device, Clean.Context with { Protected = null });

    private static EligibilityContext With(ProtectedDevices list) => Clean.Context with { Protected = list };
}
