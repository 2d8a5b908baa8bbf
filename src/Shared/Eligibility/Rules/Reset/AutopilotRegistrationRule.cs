using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Not registered in Autopilot; whether a reset needs it is disputed (graph.md §1).</summary>
internal sealed class AutopilotRegistrationRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.AutopilotRegistered == true || device.Autopilot is not null)
            return;

        reasons.Mention(
            ReasonCodes.NotInAutopilot,
            device.AutopilotRegistered is null
                ? "Whether it is registered in Autopilot could not be read; it is disputed whether a reset needs it."
                : "Not registered in Autopilot; it is disputed whether a reset needs it.",
            Alternative.RegisterInAutopilot);
    }
}
