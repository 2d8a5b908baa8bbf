using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Entra says that another MDM manages the device.</summary>
internal sealed class OtherMdmRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var other = device.EntraObjects.Select(o => o.MdmAppId?.Trim())
            .FirstOrDefault(id => !string.IsNullOrEmpty(id) && !context.IntuneMdmAppIds.Contains(id, StringComparer.OrdinalIgnoreCase));
        if (other is not null)
            reasons.Refuse(ReasonCodes.OtherMdm, $"Managed by another MDM: Entra's mdmAppId is {Reasons.Quote(other)}.");
    }
}
