using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Exactly one Entra object must be this device. Another with the same device id or hardware id, or a hybrid one of the same name, refuses: all are shown.</summary>
internal sealed class EntraObjectRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (EntraObjects.Missing(device) is { } missing)
            reasons.Refuse(ReasonCodes.NoEntraObject, missing);
        if (device.EntraObjects.Count > 1)
            reasons.Refuse(ReasonCodes.SeveralEntraObjects, EntraObjects.Several(device));
    }
}
