using AutopilotReset.Shared.Eligibility.Rules.Common;

namespace AutopilotReset.Tests.Shared.Eligibility.Common;

public class ManagedByIntuneRuleTests() : RuleTests(new ManagedByIntuneRule())
{
    [Theory]
    [InlineData(true, true, "In Entra and registered in Autopilot, but not managed by Intune")]
    [InlineData(true, false, "In Entra, not managed by Intune")]
    [InlineData(false, true, "Registered in Autopilot, but not managed by Intune")]
    [InlineData(false, false, "Not managed by Intune")]
    public void Judge_NoIntuneRecord_RefusesAndSaysWhereItIs(bool inEntra, bool inAutopilot, string says)
    {
        var device = Clean.Device with
        {
            ManagedDeviceId = null,
            EntraObjects = inEntra ? [Clean.Entra] : [],
            Autopilot = inAutopilot ? Clean.Autopilot : null,
        };
        Expect("not-in-intune Refused EnrolInIntune", device, says: says);
    }

    [Fact]
    public void Judge_BlankIntuneId_Refuses() => Expect("not-in-intune Refused EnrolInIntune", Clean.Device with { ManagedDeviceId = " " });
}
