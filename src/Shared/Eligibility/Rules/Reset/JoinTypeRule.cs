using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Registered only, unknown, or told differently by Entra and Intune. An Intune join type that could not be read is no objection where Entra is clear: v1.0 has none.</summary>
internal sealed class JoinTypeRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (JoinTypes.IsHybrid(device) || device.Entra is not { } entra)
            return; // refused by HybridJoinRule or EntraObjectRule

        var intune = device.IntuneJoinType;
        var entraJoined = JoinTypes.Is(entra.TrustType, JoinTypes.EntraJoinedTrust);
        if (JoinTypes.Is(entra.TrustType, JoinTypes.RegisteredTrust))
            reasons.Refuse(ReasonCodes.RegisteredOnly, "Only registered in Entra (trustType Workplace), not joined.");
        else if (!entraJoined)
            reasons.Refuse(ReasonCodes.JoinTypeUnknown, $"The join type is not known: Entra's trustType is {Reasons.Quote(entra.TrustType)}.");
        else if (intune is not null && !JoinTypes.Is(intune, JoinTypes.EntraJoined))
            reasons.Refuse(ReasonCodes.JoinTypesDisagree, $"Entra says trustType {entra.TrustType}, Intune says joinType {Reasons.Quote(intune)}: they must agree.");
    }
}
