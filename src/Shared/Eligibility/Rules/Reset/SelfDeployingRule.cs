using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>A self-deploying or pre-provisioned profile: such devices have no user to hand over to.</summary>
internal sealed class SelfDeployingRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (SelfDeployment.SignOf(device) is { } sign)
            reasons.AskRelease(ReasonCodes.SelfDeploying, $"Deploys itself ({sign}): usually a kiosk, sign or room device.");
    }
}
