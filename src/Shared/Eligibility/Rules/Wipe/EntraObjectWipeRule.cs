using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A wipe goes to the Intune record; Entra must still say which device that is. Twins are usual for hybrid deployments (graph.md §3) and are shown.</summary>
internal sealed class EntraObjectWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (EntraObjects.Missing(device) is { } missing)
        {
            if (EntraObjects.HasDeviceId(device))
                reasons.AskRelease(ReasonCodes.NoEntraObject, $"{missing} After the wipe it must be registered in Autopilot again.", Alternative.RegisterInAutopilot);
            else
                reasons.Refuse(ReasonCodes.NoEntraObject, missing);
        }

        if (device.EntraObjects.Count > 1)
            reasons.Mention(ReasonCodes.SeveralEntraObjects, EntraObjects.Several(device));
    }
}
