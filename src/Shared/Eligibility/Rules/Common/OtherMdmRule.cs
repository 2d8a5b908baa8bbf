using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Entra says that another MDM manages the device.</summary>
internal sealed class OtherMdmRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        foreach (var entra in device.EntraObjects)
        {
            if (!string.IsNullOrWhiteSpace(entra.MdmAppId) && !context.IntuneMdmAppIds.Contains(entra.MdmAppId.Trim()))
                reasons.Refuse(ReasonCodes.OtherMdm, $"Managed by another MDM: Entra's mdmAppId is {Reasons.Quote(entra.MdmAppId)}.");
        }
    }
}
