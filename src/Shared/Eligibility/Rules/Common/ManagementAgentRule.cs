using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>An allow-list of management agents: Defender-attached, tenant-attached and unknown ones are out.</summary>
internal sealed class ManagementAgentRule : IEligibilityRule
{
    internal const string CoManaged = "configurationManagerClientMdm";
    private const string Mdm = "mdm";

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is null || JoinTypes.Is(device.ManagementAgent, Mdm) || JoinTypes.Is(device.ManagementAgent, CoManaged))
            return;

        reasons.Refuse(
            ReasonCodes.ManagementAgent,
            $"Managed by agent {Reasons.Quote(device.ManagementAgent)}; only {Mdm} and {CoManaged} take this order.");
    }
}
