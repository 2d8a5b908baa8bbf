using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>Registered in Autopilot, but no profile is assigned (beta <c>deploymentProfileAssignmentStatus</c>).</summary>
internal sealed class AutopilotProfileRule : IEligibilityRule
{
    private static readonly string[] Assigned = ["assignedInSync", "assignedOutOfSync", "assignedUnkownSyncState", "assignedUnknownSyncState"];

    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.Autopilot is not { } autopilot || Assigned.Any(status => JoinTypes.Is(autopilot.ProfileAssignmentStatus, status)))
            return;

        reasons.Mention(
            ReasonCodes.NoAutopilotProfile,
            autopilot.ProfileAssignmentStatus is null
                ? "Whether an Autopilot profile is assigned could not be read; without one it starts like a new PC."
                : $"No Autopilot profile is assigned (status {Reasons.Quote(autopilot.ProfileAssignmentStatus)}): it starts like a new PC.");
    }
}
