using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A device that is neither Entra joined nor hybrid joined is wiped only when a person says so.</summary>
internal sealed class JoinTypeWipeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (JoinTypes.IsHybrid(device) || device.Entra is not { } entra || JoinTypes.Is(entra.TrustType, JoinTypes.EntraJoinedTrust))
            return;

        if (JoinTypes.Is(entra.TrustType, JoinTypes.RegisteredTrust))
            reasons.AskRelease(ReasonCodes.RegisteredOnly, "Only registered in Entra (trustType Workplace), not joined: often somebody's own device.");
        else
            reasons.AskRelease(ReasonCodes.JoinTypeUnknown, $"The join type is not known: Entra's trustType is {Reasons.Quote(entra.TrustType)}.");
    }
}
