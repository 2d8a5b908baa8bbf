using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Common;

/// <summary>On the hold list: the device is evidence, and belongs to the security team until released.</summary>
internal sealed class HoldRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (context.Protected is not { } list)
            return; // ProtectedRule refuses

        if (device.Serial is { } serial && (Has(list.HeldSerials, Serials.Normalise(serial)) || Has(list.HeldSerials, serial.Trim())))
            Refuse($"serial {Reasons.Quote(serial)}");
        else if (DeviceIds.Of(device).FirstOrDefault(id => Has(list.HeldDeviceIds, id)) is { } id)
            Refuse($"device id {id}");

        void Refuse(string found) =>
            reasons.Refuse(ReasonCodes.OnHold, $"On hold by {found}: erasing it would destroy evidence.", Alternative.SecurityTeam);
    }

    private static bool Has(IReadOnlySet<string> set, string value) => set.Contains(value, StringComparer.OrdinalIgnoreCase);
}
