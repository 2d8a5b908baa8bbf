using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>On the hold list: the device is evidence, and belongs to the security team until released.</summary>
internal sealed class HoldRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (context.Protected is not { } list)
            return; // ProtectedRule refuses

        if (list.HeldSerials.Count > 0 && device.Serial is { } serial && list.HeldSerials.Contains(Serials.Normalise(serial)))
            Refuse($"serial {Reasons.Quote(serial)}");
        else if (list.HeldDeviceIds.Count > 0 && DeviceIds.Of(device).FirstOrDefault(id => list.HeldDeviceIds.Contains(id)) is { } id)
            Refuse($"device id {id}");

        void Refuse(string found) =>
            reasons.Refuse(ReasonCodes.OnHold, $"On hold by {found}: erasing it would destroy evidence.", Alternative.SecurityTeam);
    }
}
