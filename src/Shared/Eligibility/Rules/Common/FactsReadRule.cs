using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Facts that were never read from Graph decide nothing (invariant 8).</summary>
internal sealed class FactsReadRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ReadAt == default)
            reasons.Refuse(ReasonCodes.FactsNotRead, "When these facts were read from Graph is not known; read the device again.");
    }
}
