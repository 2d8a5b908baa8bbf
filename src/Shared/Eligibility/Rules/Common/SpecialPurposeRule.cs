using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Teams Rooms, kiosk or signage. Graph has no field for it: the names of profiles and the group tag tell, and Entra's <c>profileType</c>.</summary>
internal sealed class SpecialPurposeRule : IEligibilityRule
{
    // Teams Rooms register in Autopilot with a group tag that starts with MTR-.
    private static readonly string[] Words = ["kiosk", "signage", "teams room", "teamsroom", "teams-room", "mtr-"];
    private static readonly string[] ProfileTypes = ["Shared", "IoT", "Printer"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        string?[] names = [device.EnrollmentProfileName, device.Autopilot?.ProfileName, device.Autopilot?.GroupTag];
        var named = names.FirstOrDefault(name => name is not null && Words.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)));
        var type = device.EntraObjects.Select(o => o.ProfileType).FirstOrDefault(t => ProfileTypes.Any(known => JoinTypes.Is(t, known)));
        if (named is not null)
            reasons.AskRelease(ReasonCodes.SpecialPurpose, $"Looks like a Teams Room, kiosk or sign: its profile or group tag is {Reasons.Quote(named)}.");
        else if (type is not null)
            reasons.AskRelease(ReasonCodes.SpecialPurpose, $"A device with a special purpose: Entra's profileType is {Reasons.Quote(type)}.");
    }
}
