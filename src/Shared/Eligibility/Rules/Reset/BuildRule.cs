using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>Windows before 1809 has no remote Autopilot Reset (graph.md §1).</summary>
internal sealed class BuildRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is null)
            return;

        var build = WindowsBuilds.Of(device.OsVersion);
        if (build is null)
            reasons.Refuse(ReasonCodes.BuildUnknown, $"The Windows build could not be told from version {Reasons.Quote(device.OsVersion)}.");
        else if (build < WindowsBuilds.FirstWithRemoteReset)
            reasons.Refuse(ReasonCodes.BuildTooOld, $"Windows build {build} is too old; Autopilot Reset needs {WindowsBuilds.FirstWithRemoteReset} or later.");
    }
}
