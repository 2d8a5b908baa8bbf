using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Wipe;

/// <summary>A wipe is confirmed by typing the serial; a placeholder names no device and confirms nothing.</summary>
internal sealed class TypedSerialRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is not null && Serials.IsPlaceholder(device.Serial))
        {
            reasons.Refuse(
                ReasonCodes.SerialPlaceholder,
                $"Its serial is {Reasons.Quote(device.Serial)}, which names no device, so the wipe cannot be confirmed by it.",
                Alternative.AskAnotherWay);
        }
    }
}
