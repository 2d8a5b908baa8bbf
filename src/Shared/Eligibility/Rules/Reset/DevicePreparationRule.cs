using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Autopilot device preparation. Graph does not say so: a named enrolment profile without an Autopilot registration is its sign.</summary>
internal sealed class DevicePreparationRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.AutopilotRegistered == false && device.Autopilot is null && !string.IsNullOrWhiteSpace(device.EnrollmentProfileName))
        {
            reasons.Mention(
                ReasonCodes.DevicePreparation,
                $"Enrolled by {Reasons.Quote(device.EnrollmentProfileName)} without an Autopilot registration, so probably by device preparation, where reset support is disputed.");
        }
    }
}
