using System.Buffers;
using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Teams Rooms, kiosk or signage. Graph has no field for it: the names of profiles and the group tag tell, and Entra's <c>profileType</c>.</summary>
internal sealed class SpecialPurposeRule : IEligibilityRule
{
    // Teams Rooms register in Autopilot with a group tag that starts with MTR-.
    private static readonly SearchValues<string> Words =
        SearchValues.Create(["kiosk", "signage", "teams room", "teamsroom", "teams-room", "mtr-"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] ProfileTypes = ["Shared", "IoT", "Printer"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if ((Telling(device.EnrollmentProfileName) ?? Telling(device.Autopilot?.ProfileName) ?? Telling(device.Autopilot?.GroupTag)) is { } named)
            reasons.AskRelease(ReasonCodes.SpecialPurpose, $"Looks like a Teams Room, kiosk or sign: its profile or group tag is {Reasons.Quote(named)}.");
        else if (device.EntraObjects.FirstOrDefault(o => ProfileTypes.Contains(o.ProfileType, StringComparer.OrdinalIgnoreCase)) is { } entra)
            reasons.AskRelease(ReasonCodes.SpecialPurpose, $"A device with a special purpose: Entra's profileType is {Reasons.Quote(entra.ProfileType)}.");
    }

    private static string? Telling(string? name) => name.AsSpan().ContainsAny(Words) ? name : null;
}
