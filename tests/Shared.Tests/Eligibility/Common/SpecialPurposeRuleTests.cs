using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class SpecialPurposeRuleTests() : RuleTests(new SpecialPurposeRule())
{
    [Theory]
    [InlineData("Kiosk lobby")]
    [InlineData("Digital Signage")]
    [InlineData("Teams Rooms")]
    public void Judge_ProfileNamesIt_NeedsRelease(string profile)
    {
        Expect("special-purpose Release", Clean.Device with { EnrollmentProfileName = profile }, says: profile);
        Expect("special-purpose Release", Clean.WithAutopilot(a => a with { ProfileName = profile }), says: profile);
    }

    [Fact]
    public void Judge_TeamsRoomGroupTag_NeedsRelease() =>
        Expect("special-purpose Release", Clean.WithAutopilot(a => a with { GroupTag = "MTR-Berlin-4" }), says: "MTR-Berlin-4");

    [Theory]
    [InlineData("Shared")]
    [InlineData("IoT")]
    [InlineData("Printer")]
    public void Judge_EntraProfileType_NeedsRelease(string type) =>
        Expect("special-purpose Release", Clean.WithEntra(e => e with { ProfileType = type }), says: type);

    [Theory]
    [InlineData("Staff laptops")]
    [InlineData(null)]
    public void Judge_OrdinaryProfile_FindsNothing(string? profile) => Expect(Nothing, Clean.Device with { EnrollmentProfileName = profile, Autopilot = null });
}
