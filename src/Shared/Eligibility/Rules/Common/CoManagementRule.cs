using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Co-managed with Configuration Manager.</summary>
internal sealed class CoManagementRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (JoinTypes.Is(device.ManagementAgent, ManagementAgentRule.CoManaged))
            reasons.Mention(ReasonCodes.CoManaged, $"Co-managed ({device.ManagementAgent}): the Configuration Manager client is removed.");
    }
}
