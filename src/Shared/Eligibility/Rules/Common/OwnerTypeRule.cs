using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Personal devices, and those whose ownership nobody set.</summary>
internal sealed class OwnerTypeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is null || JoinTypes.Is(device.OwnerType, "company"))
            return;

        if (JoinTypes.Is(device.OwnerType, "personal"))
            reasons.Refuse(ReasonCodes.Personal, "A personal device (managedDeviceOwnerType personal): it is not ours to erase.");
        else
            reasons.Refuse(ReasonCodes.OwnerTypeUnknown, $"Intune does not say that the device is the company's: managedDeviceOwnerType is {Reasons.Quote(device.OwnerType)}.");
    }
}
