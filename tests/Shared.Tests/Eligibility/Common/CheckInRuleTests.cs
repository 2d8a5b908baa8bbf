using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class CheckInRuleTests() : RuleTests(new CheckInRule())
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    [Fact]
    public void Judge_Exactly14Days_FindsNothing() => Expect(Nothing, After(TimeSpan.FromDays(14)));

    [Fact]
    public void Judge_Over14Days_NeedsRelease() =>
        Expect("check-in-stale Release", After(TimeSpan.FromDays(14) + Instant), says: "14 days ago: it will be erased whenever it next appears");

    [Fact]
    public void Judge_Exactly30Days_NeedsRelease() => Expect("check-in-stale Release", After(TimeSpan.FromDays(30)));

    [Fact]
    public void Judge_Over30Days_Refuses() => Expect("check-in-too-old Refused", After(TimeSpan.FromDays(30) + Instant), says: "more than 30 are refused");

    [Fact]
    public void Judge_OwnThresholds_AreUsed()
    {
        var context = Clean.Context with { Thresholds = new EligibilityThresholds { ReleaseAfterDaysWithoutCheckIn = 1, RefuseAfterDaysWithoutCheckIn = 2 } };
        Expect(Nothing, After(TimeSpan.FromDays(1)), context);
        Expect("check-in-stale Release", After(TimeSpan.FromDays(2)), context);
        Expect("check-in-too-old Refused", After(TimeSpan.FromDays(2) + Instant), context);
    }

    [Fact]
    public void Judge_NoCheckInKnown_Refuses()
    {
        Expect("never-checked-in Refused", Clean.Device with { LastCheckIn = null });
        Expect("never-checked-in Refused", Clean.Device with { LastCheckIn = DateTimeOffset.MinValue });
    }

    [Fact]
    public void Judge_NotInIntune_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { ManagedDeviceId = null, LastCheckIn = null });

    private static DeviceFacts After(TimeSpan age) => Clean.Device with { LastCheckIn = Clean.Now - age };
}
