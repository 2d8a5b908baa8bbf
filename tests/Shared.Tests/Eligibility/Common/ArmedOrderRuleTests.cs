using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;
using AutopilotReset.Shared.Resets;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ArmedOrderRuleTests() : RuleTests(new ArmedOrderRule())
{
    private static readonly OpenOrder Order =
        new(Guid.Parse("88888888-0000-4000-8000-000000000008"), Guid.Empty, OrderKind.AutopilotReset, DeviceState.CompletedWithFindings, new DateTimeOffset(2026, 3, 4, 5, 6, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(Clean.ManagedId)]
    [InlineData(Clean.EntraId)]
    public void Judge_ArmedByEitherId_NeedsReleaseSayingSinceWhen(string id)
    {
        var context = Clean.Context with { ArmedOrders = new Dictionary<string, OpenOrder>(StringComparer.Ordinal) { [id] = Order } };
        Expect("armed-order Release", Clean.Device, context, "An Autopilot Reset is armed since 2026-03-04 05:06 UTC");
    }

    [Fact]
    public void Judge_AnotherDeviceArmed_FindsNothing() =>
        Expect(Nothing, Clean.Device, Clean.Context with { ArmedOrders = new Dictionary<string, OpenOrder>(StringComparer.Ordinal) { ["other"] = Order } });
}
