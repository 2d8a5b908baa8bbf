using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Entra says that another MDM manages the device.</summary>
internal sealed class OtherMdmRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        for (var i = 0; i < device.EntraObjects.Count; i++)
        {
            var entra = device.EntraObjects[i];
            if (!string.IsNullOrWhiteSpace(entra.MdmAppId) && !context.IntuneMdmAppIds.Contains(entra.MdmAppId.Trim()))
                reasons.Refuse(ReasonCodes.OtherMdm, $"Managed by another MDM: Entra's mdmAppId is {Reasons.Quote(entra.MdmAppId)}.");
        }
    }
}
