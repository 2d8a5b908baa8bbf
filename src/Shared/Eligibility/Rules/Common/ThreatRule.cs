using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Intune's <c>partnerReportedThreatState</c> is high or compromised.</summary>
internal sealed class ThreatRule : IEligibilityRule
{
    private static readonly string[] Dangerous = ["highSeverity", "high", "compromised"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (Dangerous.Any(state => JoinTypes.Is(device.ThreatState, state)))
        {
            reasons.Refuse(
                ReasonCodes.ThreatState,
                $"The threat state is {Reasons.Quote(device.ThreatState)}: erasing it would destroy evidence.",
                Alternative.SecurityTeam);
        }
    }
}
