using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Intune's <c>partnerReportedThreatState</c> is high or compromised.</summary>
internal sealed class ThreatRule : IEligibilityRule
{
    private static readonly string[] Dangerous = ["highSeverity", "high", "compromised"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (IsDangerous(device.ThreatState))
        {
            reasons.Refuse(
                ReasonCodes.ThreatState,
                $"The threat state is {Reasons.Quote(device.ThreatState)}: erasing it would destroy evidence.",
                Alternative.SecurityTeam);
        }
    }

    private static bool IsDangerous(string? found)
    {
        foreach (var state in Dangerous)
        {
            if (JoinTypes.Is(found, state))
                return true;
        }

        return false;
    }
}
