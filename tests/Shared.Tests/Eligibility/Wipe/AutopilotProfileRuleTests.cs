using AutopilotReset.Shared.Eligibility.Rules.Wipe;

namespace AutopilotReset.Tests.Shared.Eligibility.Wipe;

public class AutopilotProfileRuleTests() : RuleTests(new AutopilotProfileRule())
{
    [Theory]
    [InlineData("notAssigned")]
    [InlineData("pending")]
    [InlineData("failed")]
    [InlineData("unknown")]
    public void Judge_NoProfile_IsToldNamingTheStatus(string status) =>
        Expect("no-autopilot-profile Attention", Clean.WithAutopilot(a => a with { ProfileAssignmentStatus = status }), says: status);

    [Fact]
    public void Judge_NotRead_IsTold() => Expect("no-autopilot-profile Attention", Clean.WithAutopilot(a => a with { ProfileAssignmentStatus = null }), says: "could not be read");

    [Theory]
    [InlineData("assignedOutOfSync")]
    [InlineData("assignedUnkownSyncState")]
    public void Judge_Assigned_FindsNothing(string status) => Expect(Nothing, Clean.WithAutopilot(a => a with { ProfileAssignmentStatus = status }));

    [Fact]
    public void Judge_NotRegistered_LeavesItToThatRule() => Expect(Nothing, Clean.Device with { Autopilot = null });
}
