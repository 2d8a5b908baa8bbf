using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>Not in Intune: found only in Entra or as an Autopilot identity.</summary>
internal sealed class ManagedByIntuneRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (!string.IsNullOrWhiteSpace(device.ManagedDeviceId))
            return;

        var where = (device.EntraObjects.Count > 0, device.Autopilot is not null) switch
        {
            (true, true) => "In Entra and registered in Autopilot, but not managed by Intune",
            (true, false) => "In Entra, not managed by Intune",
            (false, true) => "Registered in Autopilot, but not managed by Intune",
            _ => "Not managed by Intune",
        };
        reasons.Refuse(ReasonCodes.NotInIntune, $"{where}: there is no record that could be told to erase it.", Alternative.EnrolInIntune);
    }
}
