using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A wiped device that Autopilot does not know stays at the welcome screen.</summary>
internal sealed class AutopilotRegistrationWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.AutopilotRegistered == true || device.Autopilot is not null)
            return;

        reasons.AskRelease(
            ReasonCodes.NotInAutopilot,
            device.AutopilotRegistered is null
                ? "Whether it is registered in Autopilot could not be read: it may not come back by itself."
                : "Not registered in Autopilot: it will not come back by itself.",
            Alternative.RegisterInAutopilot);
    }
}
