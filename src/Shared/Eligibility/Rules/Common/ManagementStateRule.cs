using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary><c>managementState</c> is anything but managed: something else is under way, or Intune has not taken it over.</summary>
internal sealed class ManagementStateRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is not null && !JoinTypes.Is(device.ManagementState, "managed"))
            reasons.Refuse(ReasonCodes.ManagementState, $"Intune's managementState is {Reasons.Quote(device.ManagementState)}, not managed.");
    }
}
