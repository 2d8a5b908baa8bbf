using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class OpenOrderRuleTests() : RuleTests(new OpenOrderRule())
{
    private static readonly OpenOrder Order = new(Guid.Parse("88888888-0000-4000-8000-000000000008"), Guid.Empty, OrderKind.Wipe, DeviceState.Pending, null);

    [Theory]
    [InlineData(Clean.ManagedId)]
    [InlineData(Clean.EntraId)]
    public void Judge_OpenOrderByEitherId_RefusesNamingIt(string id) =>
        Expect("open-order Refused", Clean.Device, With(id), says: "A full wipe is open for this device: Pending (request 88888888-0000-4000-8000-000000000008)");

    [Fact]
    public void Judge_IdInOtherCase_IsFound() =>
        Expect("open-order Refused", Clean.Device with { ManagedDeviceId = "ABCDEF", EntraDeviceId = null }, With("abcdef"));

    [Fact]
    public void Judge_OrderOfAnotherDevice_FindsNothing() => Expect(Nothing, Clean.Device, With("99999999-0000-4000-8000-000000000009"));

    private static EligibilityContext With(string id) => Clean.Context with { OpenOrders = new Dictionary<string, OpenOrder>(StringComparer.Ordinal) { [id] = Order } };
}
