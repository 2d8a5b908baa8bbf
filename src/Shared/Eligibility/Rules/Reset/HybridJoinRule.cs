using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Hybrid joined devices are never reset (invariant 7): any sign on any object that could be this device is enough.</summary>
internal sealed class HybridJoinRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        var signs = JoinTypes.HybridSigns(device);
        if (signs.Count == 0)
            return;

        reasons.Refuse(
            ReasonCodes.HybridJoined,
            $"Hybrid joined ({string.Join(", ", signs)}): Autopilot Reset does not support it. A full wipe does; it may then take up to 24 hours until the device can be deployed again, re-registering it is quicker.",
            Alternative.FullWipe);
    }
}
