using AutopilotReset.Shared.Eligibility;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class InUseRuleTests() : RuleTests(new InUseRule())
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Judge_CheckedInWithinTheHour_IsToldOnce()
    {
        Expect("in-use Attention", Clean.Device with { LastCheckIn = Clean.Now - Hour }, says: "checked in");
        Expect(Nothing, Clean.Device with { LastCheckIn = Clean.Now - Hour - TimeSpan.FromTicks(1) });
    }

    [Fact]
    public void Judge_SignedInWithinTheHour_IsTold()
    {
        Expect("in-use Attention", Clean.WithEntra(e => e with { LastSignIn = Clean.Now - Hour }), says: "signed in");
        Expect(Nothing, Clean.WithEntra(e => e with { LastSignIn = Clean.Now - Hour - TimeSpan.FromTicks(1) }));
    }

    [Fact]
    public void Judge_BothWithinTheHour_IsToldOnce() =>
        Expect("in-use Attention", Clean.WithEntra(e => e with { LastSignIn = Clean.Now }) with { LastCheckIn = Clean.Now });

    [Fact]
    public void Judge_NothingKnown_FindsNothing() => Expect(Nothing, Clean.WithEntra(e => e with { LastSignIn = null }) with { LastCheckIn = null });

    [Fact]
    public void Judge_OwnThreshold_IsUsed() =>
        Expect(Nothing, Clean.Device with { LastCheckIn = Clean.Now.AddMinutes(-31) }, Clean.Context with { Thresholds = new EligibilityThresholds { InUseMinutes = 30 } });
}
