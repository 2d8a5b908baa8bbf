using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class SharedSerialRuleTests() : RuleTests(new SharedSerialRule())
{
    [Fact]
    public void Judge_SerialTwin_IsShownWithItsCheckIn()
    {
        var device = Clean.Device with { SerialTwins = [new SerialTwin("77777777", "OLD-PC", new DateTimeOffset(2026, 5, 1, 8, 30, 0, TimeSpan.Zero))] };
        Expect("serial-shared Attention", device, says: "\"OLD-PC\" (last check-in 2026-05-01 08:30 UTC, 77777777)");
    }

    [Fact]
    public void Judge_TwinThatNeverCheckedIn_SaysSo() =>
        Expect("serial-shared Attention", Clean.Device with { SerialTwins = [new SerialTwin("7", "OLD-PC", DateTimeOffset.MinValue)] }, says: "last check-in unknown");
}
