using AutopilotReset.Shared.Devices;

namespace AutopilotReset.Shared.Eligibility.Rules.Reset;

/// <summary>The serial is what firmware writes where nobody set one: it names no device, and cannot be used to select this one.</summary>
internal sealed class PlaceholderSerialRule : IEligibilityRule
{
    public void Judge(DeviceFacts device, EligibilityContext context, ICollection<Reason> reasons)
    {
        if (device.ManagedDeviceId is not null && Serials.IsPlaceholder(device.Serial))
            reasons.Mention(ReasonCodes.SerialPlaceholder, $"Its serial is {Reasons.Quote(device.Serial)}, which names no device; check the name and the id.");
    }
}
