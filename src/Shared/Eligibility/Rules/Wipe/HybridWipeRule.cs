using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A wiped hybrid device waits for its new registration.</summary>
internal sealed class HybridWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var signs = JoinTypes.HybridSigns(device);
        if (signs.Count > 0)
        {
            reasons.Mention(
                ReasonCodes.Hybrid24Hours,
                $"Hybrid joined ({string.Join(", ", signs)}): after the wipe it may take up to 24 hours until the device can be deployed again; re-registering it is quicker.",
                Alternative.RegisterInAutopilot);
        }
    }
}
