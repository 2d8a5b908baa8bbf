using AutopilotReset.Shared.Devices;
using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class OpenActionRuleTests() : RuleTests(new OpenActionRule())
{
    [Theory]
    [InlineData("wipe")]
    [InlineData("Retire")]
    [InlineData("delete")]
    [InlineData("automaticRedeployment")]
    [InlineData("factoryReset")]
    [InlineData("factoryResetKeepEnrollmentData")]
    [InlineData("cleanWindowsDevice")]
    public void Judge_OpenDestructiveAction_RefusesNamingIt(string name)
    {
        Expect("open-action Refused", With(name, "pending"), says: name);
        Expect("open-action Refused", With(name, "active"), says: "active");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("")]
    [InlineData("unknownFutureValue")]
    public void Judge_DestructiveActionOfUnclearState_Refuses(string state) => Expect("open-action Refused", With("wipe", state));

    [Theory]
    [InlineData("done")]
    [InlineData("failed")]
    [InlineData("canceled")]
    [InlineData("notSupported")]
    public void Judge_SettledAction_FindsNothing(string state) => Expect(Nothing, With("wipe", state));

    [Theory]
    [InlineData("syncDevice")]
    [InlineData("rebootNow")]
    [InlineData("windowsDefenderScan")]
    public void Judge_OpenHarmlessAction_FindsNothing(string name) => Expect(Nothing, With(name, "pending"));

    [Fact]
    public void Judge_OpenActionNobodyKnows_NeedsRelease() => Expect("unrecognised-action Release", With("somethingNew", "pending"), says: "somethingNew");

    [Fact]
    public void Judge_SeveralActions_NamesEachOpenOne()
    {
        var started = new DateTimeOffset(2026, 6, 1, 7, 0, 0, TimeSpan.Zero);
        var device = Clean.Device with
        {
            ActionResults = [new("wipe", "done", started, null), new("retire", "pending", started, null), new("delete", "active", null, null)],
        };
        Expect("open-action Refused; open-action Refused", device, says: "\"retire\" is \"pending\" since 2026-06-01 07:00 UTC");
    }

    private static DeviceFacts With(string name, string state) => Clean.Device with { ActionResults = [new ActionResult(name, state, null, null)] };
}
